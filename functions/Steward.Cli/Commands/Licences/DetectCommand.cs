using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Detection;
using Steward.Vault;

namespace Steward.Cli.Commands.Licences;

/// <summary><c>steward licences detect PATH...</c>: 0 all that was found has a name, 1 something has none, 2 a file cannot be read to its end.</summary>
internal static class DetectCommand
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(2);

    public static Command Build(CliServices services)
    {
        var paths = new Argument<string[]>("FILE") { Description = "Files and folders; node_modules and .git in folders are left out.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        return new Command("detect", "Find licence texts, headers, tags and references in files.") { paths, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var files = await DetectAsync(services, parsed.GetValue(paths)!, cancellation);
                if (parsed.GetValue(json)) services.PrintJson(new { files });
                else Show(services, files);
                // What was found comes first.
                return files.Any(f => f.HasUnknown) ? Exit.No : files.Any(f => f.Problem is not null) ? Exit.Input : Exit.Yes;
            });
    }

    private static async Task<IReadOnlyCollection<DetectedFile>> DetectAsync(CliServices services, string[] named, CancellationToken cancellation)
    {
        return await DetectAsync(services, DetectTree.Files(named, services.PathOf).ToList(), services.PathOf, cancellation);
    }

    /// <summary>Looks into every file, several at once, and tells how far it is.</summary>
    public static async Task<IReadOnlyCollection<DetectedFile>> DetectAsync(CliServices services, IReadOnlyList<string> files, Func<string, string> pathOf, CancellationToken cancellation)
    {
        var rows = new DetectedFile[files.Count];
        var (done, told) = (0, services.Time.GetTimestamp());
        var progress = new Lock();
        await Parallel.ForAsync(0, files.Count, cancellation, async (i, token) =>
        {
            rows[i] = await DetectAsync(files[i], pathOf(files[i]), token);
            lock (progress)
            {
                done++;
                if (services.Time.GetElapsedTime(told) < ProgressEvery) return;
                told = services.Time.GetTimestamp();
                services.Notes.MarkupLineInterpolated($"[grey]{done} of {files.Count} files[/]");
            }
        });
        return rows;
    }

    public static async Task<DetectedFile> DetectAsync(string file, string path, CancellationToken cancellation)
    {
        try
        {
            await using var content = PlainFiles.Open(path);
            return DetectedFile.Of(file, await LicenceFile.ReadAsync(file, content, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new DetectedFile(file, $"The file cannot be read: {Texts.Clip(failure.Message, 200)}", []);
        }
    }

    private static void Show(CliServices services, IReadOnlyCollection<DetectedFile> files)
    {
        var table = new Table().AddColumns("lines", "licence", "how", "confidence");
        foreach (var file in files)
        {
            if (file.Problem is not null) table.AddRow(Markup.Escape(file.File), Markup.Escape(file.Problem), "", "");
            foreach (var found in file.Licences)
                table.AddRow(Markup.Escape($"{file.File}:{found.StartLine}-{found.EndLine}"), Markup.Escape(NameOf(found)), found.Kind, $"{found.Confidence * 100:0} %");
        }

        if (table.Rows.Count > 0) services.Out.Write(table);
        var (with, unknown) = (files.Count(f => f.Licences.Count > 0), files.Count(f => f.HasUnknown));
        services.Out.MarkupLineInterpolated($"{Texts.Count(files.Count, "file")}: {with} with licences, {unknown} of them with something that has no name, {files.Count(f => f.Binary)} binary.");
    }

    private static string NameOf(DetectedLicence found) =>
        found.SameText is { } same ? $"{found.Id} (same text: {Texts.Some([.. same.Where(s => s != found.Id)])})" : found.Id ?? "not known";
}
