using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests flaky PRODUCT --set SET</c></summary>
internal static class FlakyCommand
{
    private const int Shown = 20;

    public static Command Build(CliServices services)
    {
        var command = new Command("flaky", "Shows the tests that passed and failed on the same commit, the flakiest first. Exit 1: there are flaky ones.");
        var query = new TestsQuery(command, Shown, TestTrends.MaxTests);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var answer = await query.AskAsync<FlakyList>(services, parsed, "flaky", "", found => Show(services, found), cancellation);
            return answer.Tests.Any(t => t.Flakiness.Verdict == FlakyVerdict.Flaky) ? Exit.No : Exit.Yes;
        });
    }

    private static void Show(CliServices services, FlakyList found)
    {
        var table = new Table().AddColumns("score", "runs", "test", "both outcomes at");
        foreach (var test in found.Tests)
        {
            var commits = Texts.Some([.. test.Flakiness.Evidence.Select(c => c.Commit.Abbreviated)]);
            table.AddRow(TestsText.Score(test.Flakiness), $"{test.Flakiness.Runs}", Markup.Escape(Texts.Clip(test.Name, 200)), commits);
        }

        services.Out.Write(table);
        services.Out.MarkupLineInterpolated($"{found.Set}: {Texts.Count(found.Runs, "run")} looked at{(found.More ? "; there are more" : "")}.");
    }
}
