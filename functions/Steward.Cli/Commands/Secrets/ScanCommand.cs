using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Security.Secrets.Search;
using Steward.Vault;

namespace Steward.Cli.Commands.Secrets;

/// <summary><c>steward secrets scan PATH...</c>: 0 nothing but hints, 1 something was found, 2 a file cannot be read.</summary>
internal static class ScanCommand
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

    /// <summary>The command.</summary>
    public static Command Build(CliServices services)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        return new Command("scan", "Look for secrets in files and folders. Findings are places: what stands there is never shown. Hints do not fail.") { paths, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var rows = await ScanAsync(services, parsed.GetValue(paths)!, cancellation);
                if (parsed.GetValue(json)) services.PrintJson(new { files = rows, rulesVersion = SecretScanner.RulesVersion });
                else Show(services, rows);
                // What was found comes first.
                return rows.Any(r => r.HasSecret) ? Exit.No : rows.Any(r => r.Problem is not null) ? Exit.Input : Exit.Yes;
            });
    }

    private static async Task<IReadOnlyCollection<ScannedFile>> ScanAsync(CliServices services, string[] named, CancellationToken cancellation)
    {
        var files = FileTree.Files(named, services.PathOf).ToList();
        var rows = new ScannedFile[files.Count];
        var (done, bytes, told) = (0, 0L, services.Time.GetTimestamp());
        var progress = new Lock();
        await Parallel.ForAsync(0, files.Count, cancellation, async (i, token) =>
        {
            rows[i] = await ScanAsync(files[i], services.PathOf(files[i]), token);
            lock (progress)
            {
                (done, bytes) = (done + 1, bytes + rows[i].Bytes);
                if (services.Time.GetElapsedTime(told) < ProgressEvery) return;
                told = services.Time.GetTimestamp();
                services.Notes.MarkupLineInterpolated($"[grey]{done} of {files.Count} files, {bytes / 1_000_000} MB[/]");
            }
        });
        return rows;
    }

    private static async Task<ScannedFile> ScanAsync(string file, string path, CancellationToken cancellation)
    {
        try
        {
            await using var content = PlainFiles.Open(path);
            return content.Length > SecretScanner.MaxBytes
                ? new ScannedFile(file, []) { Problem = SecretScanner.TooLarge }
                : ScannedFile.Of(file, await SecretScanner.ScanAsync(content, cancellation), content.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new ScannedFile(file, []) { Problem = $"The file cannot be read: {Texts.Clip(failure.Message, 200)}" };
        }
    }

    private static void Show(CliServices services, IReadOnlyCollection<ScannedFile> rows)
    {
        var table = new Table().AddColumns("place", "what", "how sure");
        foreach (var row in rows)
        {
            if (row.Problem is not null) table.AddRow(Markup.Escape(row.File), Markup.Escape(row.Problem), "not known");
            foreach (var finding in row.Findings) table.AddRow(Markup.Escape($"{row.File}:{Place(finding)}"), Markup.Escape(finding.Title), finding.Certainty);
        }

        if (table.Rows.Count > 0) services.Out.Write(table);
        var (secrets, hints) = (rows.Count(r => r.HasSecret), rows.Sum(r => r.Findings.Count(f => f.Certainty == "hint")));
        services.Out.MarkupLineInterpolated($"{Texts.Count(rows.Count, "file")} scanned: {Texts.Count(secrets, "file")} with secrets, {Texts.Count(hints, "hint")} (rules {SecretScanner.RulesVersion}).");
    }

    private static string Place(ShownFinding finding) => finding.Line == 0 ? $"byte {finding.Column}" : $"{finding.Line}:{finding.Column}";
}
