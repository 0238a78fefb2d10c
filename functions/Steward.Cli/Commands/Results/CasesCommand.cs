using System.CommandLine;
using System.Text.Json.Serialization;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Cli.Commands.Results;

/// <summary><c>steward results cases FILE</c></summary>
internal static class CasesCommand
{
    public static Command Build(CliServices services)
    {
        var file = new Argument<string>("FILE") { Description = "A report, or an archive of reports." };
        var json = CommandActions.JsonOption();
        var command = new Command("cases", "Lists the tests of one report. Exit 1: a test failed. Exit 2: the file has a problem.") { file, json };
        return command.Does(services, (parsed, _) =>
        {
            var parts = ReadReport.Of(services, parsed.GetValue(file)!, ReportLimits.MaxCases);
            var read = ReadReport.Together(parsed.GetValue(file)!, parts);
            var cases = parts.SelectMany(p => p.Report.Cases.Select(test => Shown.Of(test) with { File = parts.Count > 1 ? p.File : null }));
            if (parsed.GetValue(json)) services.PrintJson(new { cases, file = read });
            else Show(services, cases);
            if (read.Problem is { } problem) services.Notes.MarkupLineInterpolated($"[red]{read.File}: {problem}[/]");
            return Task.FromResult(read.Problem is not null ? Exit.Input : read.Report.Counts.NotInOrder > 0 ? Exit.No : Exit.Yes);
        });
    }

    private static void Show(CliServices services, IEnumerable<Shown> cases)
    {
        var table = new Table().AddColumns("outcome", "suite", "test", "seconds", "message");
        foreach (var test in cases)
        {
            table.AddRow(
                test.Outcome, Markup.Escape(test.Suite), Markup.Escape(test.Name),
                FormattableString.Invariant($"{test.DurationSeconds:0.###}"), Markup.Escape(Texts.Clip(test.Message, 200) ?? ""));
        }

        services.Out.Write(table);
    }

    private sealed record Shown(string Suite, string Name, string Outcome, double DurationSeconds)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public string? Message { get; init; }

        public string? ClassName { get; init; }

        public bool Flaky { get; init; }

        /// <summary>The file of an archive that it stands in.</summary>
        public string? File { get; init; }

        public static Shown Of(TestCaseResult test) =>
            new(test.Suite, test.Name, test.Outcome.ToString().ToLowerInvariant(), test.DurationSeconds)
            {
                Message = test.Message, ClassName = test.ClassName, Flaky = test.Flaky,
            };
    }
}
