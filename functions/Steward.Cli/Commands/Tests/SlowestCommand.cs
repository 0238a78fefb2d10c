using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests slowest PRODUCT --set SET</c></summary>
internal static class SlowestCommand
{
    private const int Shown = 20;

    public static Command Build(CliServices services)
    {
        var command = new Command("slowest", "Shows the slowest tests, and those that became slower. Exit 1: there are slower ones.");
        var query = new TestsQuery(command, Shown, TestTrends.MaxTests);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var answer = await query.AskAsync<SlowList>(services, parsed, "slowest", "", found => Show(services, found), cancellation);
            return answer.Regressions.Count > 0 ? Exit.No : Exit.Yes;
        });
    }

    private static void Show(CliServices services, SlowList found)
    {
        var table = new Table().AddColumns("median", "newest", "commits", "test");
        foreach (var test in found.Tests)
            table.AddRow(TestsText.Seconds(test.MedianSeconds), TestsText.Seconds(test.NewestSeconds), $"{test.Commits}", Markup.Escape(test.Name));
        services.Out.Write(table);
        foreach (var test in found.Regressions)
            services.Out.MarkupLineInterpolated($"[yellow]slower[/] {test.Name}: {TestsText.Seconds(test.Shift!.Newest)}, where {TestsText.Seconds(test.Shift.Median)} was usual.");
        services.Out.MarkupLineInterpolated($"{found.Set}: {Texts.Count(found.Commits, "commit")} looked at.");
    }
}
