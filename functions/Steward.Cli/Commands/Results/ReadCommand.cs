using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results read FILE...</c></summary>
internal static class ReadCommand
{
    public static Command Build(CliServices services)
    {
        var files = new Argument<string[]>("FILE") { Description = "Reports, or archives of reports (zip, tar, tar.gz, gz), recognised by their content.", Arity = ArgumentArity.OneOrMore };
        var json = CommandActions.JsonOption();
        var command = new Command("read", $"Counts the tests of reports ({ReportFormats.Names}). Exit 1: a test failed. Exit 2: a file has a problem.") { files, json };
        return command.Does(services, (parsed, _) =>
        {
            var read = parsed.GetValue(files)!.SelectMany(file => ReadReport.Of(services, file, report => report.Read(keep: 0))).ToList();
            var total = ReportReader.Together(read.Select(file => file.Report));
            if (parsed.GetValue(json)) services.PrintJson(new { files = read, total });
            else Show(services, read, total);
            return Task.FromResult(ExitOf(read, total));
        });
    }

    private static int ExitOf(IEnumerable<ReadReport> read, ReportCounts total) =>
        read.Any(f => f.Problem is not null) ? Exit.Input : total.NotInOrder > 0 ? Exit.No : Exit.Yes;

    private static void Show(CliServices services, List<ReadReport> read, ReportCounts total)
    {
        var table = new Table { Border = TableBorder.Minimal }.AddColumns("format", "tests", "passed", "failed", "error", "skipped", "flaky", "seconds", "file");
        foreach (var column in table.Columns.SkipLast(1)) column.NoWrap();
        foreach (var file in read) table.AddRow(Row(file.File, file.Format ?? "unknown", file.Report.Counts));
        if (read.Count > 1) table.AddRow(Row("all", "", total));
        services.Out.Write(table);
        foreach (var file in read)
        {
            if (file.Problem is { } problem) services.Out.MarkupLineInterpolated($"[red]{file.File}: {problem}[/]");
            foreach (var note in file.Notes) services.Out.MarkupLineInterpolated($"[yellow]{file.File}: {note}[/]");
        }
    }

    private static string[] Row(string file, string format, ReportCounts counts) =>
    [
        format, $"{counts.Tests}", $"{counts.Passed}", $"{counts.Failed}", $"{counts.Errored}",
        $"{counts.Skipped}", $"{counts.Flaky}", FormattableString.Invariant($"{counts.DurationSeconds:0.###}"),
        Markup.Escape(Texts.Clip(file, 200)),
    ];
}
