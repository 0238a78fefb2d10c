using System.CommandLine;
using Spectre.Console;
using Steward.Azure.Clamd;

namespace Steward.Cli.Commands.Antivirus;

/// <summary><c>steward scan FILE...</c>: 0 all clean, 1 infected or unknown, 2 a file cannot be read, 3 clamd cannot be reached.</summary>
internal sealed class AntivirusCommands : ICommandGroup
{
    private const int AtOnce = 4;

    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "The files.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        var scan = new Command("scan", "Scan files for viruses with clamd (STEWARD_CLAMD: tcp://host:port or unix:/path, several with commas between).") { files, json };
        yield return scan.Does(services, async (parsed, cancellation) =>
        {
            using var clamd = new ClamdAntivirus(new ClamdOptions { Address = services.Environment("STEWARD_CLAMD"), Connections = AtOnce }, services.Time);
            var scanner = new FileScanner(clamd, services);
            await scanner.StartAsync(cancellation);
            var rows = await ScanAsync(scanner, parsed.GetValue(files)!, cancellation);
            if (parsed.GetValue(json)) services.PrintJson(new { files = rows });
            else Show(services, rows);
            return ExitOf(rows);
        });
    }

    private static async Task<ScannedFile[]> ScanAsync(FileScanner scanner, string[] files, CancellationToken cancellation)
    {
        var rows = new ScannedFile[files.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, files.Length, options, async (i, token) => rows[i] = await scanner.ScanAsync(files[i], token));
        return rows;
    }

    // What was found comes first; then what could not be done at all; then what could not be said.
    private static int ExitOf(ScannedFile[] rows) =>
        rows.Any(r => r.Verdict == "infected") ? Exit.No : rows.Max(r => r.ExitCode);

    private static void Show(CliServices services, ScannedFile[] rows)
    {
        var table = new Table().AddColumns("file", "verdict", "found or problem");
        foreach (var row in rows) table.AddRow(Markup.Escape(row.File), row.Verdict, Markup.Escape(row.Signature ?? row.Problem ?? ""));
        services.Out.Write(table);
        if (rows[0].Engine is { } engine) services.Out.MarkupLineInterpolated($"{engine} {rows[0].EngineVersion}, signatures {rows[0].SignaturesVersion ?? "of unknown version"}");
    }
}
