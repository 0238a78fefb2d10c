using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results cases FILE</c></summary>
internal static class CasesCommand
{
    // A table has to know all its rows before the first is drawn.
    private const int MaxRows = 1000;

    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("FILE") { Description = "A report, or an archive of reports." };
        var json = CommandActions.JsonOption();
        var command = new Command("cases", "Lists the tests of one report. Exit 1: a test failed. Exit 2: the file has a problem.") { file, json };
        return command.Does(services, (parsed, _) =>
        {
            var name = parsed.GetValue(file)!;
            var read = parsed.GetValue(json) ? Print(services, name) : Show(services, name);
            foreach (var note in read.Notes) services.Notes.MarkupLineInterpolated($"[yellow]{read.File}: {note}[/]");
            if (read.Problem is { } problem) services.Notes.MarkupLineInterpolated($"[red]{read.File}: {problem}[/]");
            return Task.FromResult(read.Problem is not null ? Exit.Input : read.Report.Counts.NotInOrder > 0 ? Exit.No : Exit.Yes);
        });
    }

    private static ReadReport Print(CliServices services, string file)
    {
        using var list = new CasesJson(services.Writer);
        var parts = ReadReport.Of(services, file, report => report.Read(test => list.Add(test, report.Name == file ? null : report.Name)));
        var read = ReadReport.Together(file, parts);
        list.End(read);
        return read;
    }

    private static ReadReport Show(CliServices services, string file)
    {
        var room = MaxRows;
        var read = ReadReport.Together(file, ReadReport.Of(services, file, report =>
        {
            var part = report.Read(room);
            room = Math.Max(0, room - part.Cases.Count);
            return part;
        }));
        var table = new Table().AddColumns("outcome", "suite", "test", "seconds", "message");
        foreach (var test in read.Report.Cases)
        {
            table.AddRow(
                test.Outcome.ToString().ToLowerInvariant(), Markup.Escape(test.Suite), Markup.Escape(test.Name),
                FormattableString.Invariant($"{test.DurationSeconds:0.###}"), Markup.Escape(Texts.Clip(test.Message, 200) ?? ""));
        }

        services.Out.Write(table);
        if (read.Report.Counts.Tests > read.Report.Cases.Count)
            services.Out.MarkupLineInterpolated($"{read.Report.Counts.Tests - read.Report.Cases.Count} more tests are not shown; --json lists them all.");
        return read;
    }
}
