using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Cli.Commands.Coverage;

/// <summary><c>steward coverage read FILE...</c></summary>
internal static class ReadCommand
{
    public static Command Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Reports of coverage, or archives of them, recognised by their content.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        var command = new Command("read", $"Counts the lines of reports of coverage ({CoverageFormats.Names}). Exit 2: a file has a problem.") { files, json };
        return command.Does(services, (parsed, _) =>
        {
            var read = parsed.GetValue(files)!.SelectMany(file => ReadCoverage.Of(services, file)).ToList();
            var total = CoverageCounts.OfAll(read.Select(r => r.Report));
            if (parsed.GetValue(json)) services.PrintJson(new { files = read, total });
            else Show(services, read, total);
            return Task.FromResult(read.Exists(f => f.Problem is not null) ? Exit.Input : Exit.Yes);
        });
    }

    private static void Show(CliServices services, List<ReadCoverage> read, CoverageCounts total)
    {
        var table = new Table { Border = TableBorder.Minimal }.AddColumns("format", "files", "lines", "covered", "percent", "branches", "taken", "file");
        foreach (var column in table.Columns.SkipLast(1)) column.NoWrap();
        foreach (var file in read) table.AddRow(Row(file.File, file.Format ?? "unknown", file.Counts));
        if (read.Count > 1) table.AddRow(Row("all together", "", total));
        services.Out.Write(table);
        foreach (var file in read)
        {
            if (file.Problem is { } problem) services.Out.MarkupLineInterpolated($"[red]{file.File}: {problem}[/]");
            foreach (var note in file.Notes) services.Out.MarkupLineInterpolated($"[yellow]{file.File}: {note}[/]");
        }
    }

    private static string[] Row(string file, string format, CoverageCounts counts) =>
    [
        format, $"{counts.Files}", $"{counts.Lines}", $"{counts.Covered}", counts.Percent is { } percent ? FormattableString.Invariant($"{percent:0.#} %") : "",
        $"{counts.Branches}", $"{counts.BranchesTaken}", Markup.Escape(Texts.Clip(file, 200)),
    ];
}
