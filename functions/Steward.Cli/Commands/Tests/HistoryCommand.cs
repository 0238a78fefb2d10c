using System.CommandLine;
using Spectre.Console;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Cli.Commands.Tests;

/// <summary><c>steward tests history PRODUCT TEST --set SET</c></summary>
internal static class HistoryCommand
{
    private const int Shown = 20;

    public static Command Build(CliServices services)
    {
        var test = new Argument<string>("TEST") { Description = "The test's full name (class and name), or its id." };
        var command = new Command("history", "Shows the newest results of one test, how flaky it is, and since which change it is red. Exit 1: it is red.") { test };
        var query = new TestsQuery(command, Shown, ITestHistory.MaxEntries);
        return command.Does(services, async (parsed, cancellation) =>
        {
            var more = $"&test={Uri.EscapeDataString(parsed.GetValue(test)!)}";
            var answer = await query.AskAsync<TestHistoryAnswer>(services, parsed, "history", more, found => Show(services, found), cancellation);
            return answer.Red is null ? Exit.Yes : Exit.No;
        });
    }

    private static void Show(CliServices services, TestHistoryAnswer test)
    {
        var table = new Table().AddColumns("received", "commit", "attempt", "outcome", "took", "failure");
        foreach (var run in test.Runs)
        {
            var attempt = run.Shard is null ? $"{run.Attempt}" : $"{run.Attempt} ({run.Shard})";
            table.AddRow(TestsText.Time(run.At), run.Commit.Abbreviated, attempt, TestsText.Outcome(run), TestsText.Seconds(run.DurationSeconds), run.Failure?[..8] ?? "");
        }

        services.Out.MarkupLineInterpolated($"{Texts.Clip(test.Name, 300)} ({test.Id})");
        services.Out.Write(table);
        services.Out.MarkupLineInterpolated($"Flakiness {TestsText.Score(test.Flakiness)}; {Texts.Count(test.Flakiness.Evidence.Count, "commit")} with both outcomes.");
        if (test.Duration is { IsRegression: true } slower)
            services.Out.MarkupLineInterpolated($"[yellow]Slower: {TestsText.Seconds(slower.Newest)}, where {TestsText.Seconds(slower.Median)} was usual.[/]");
        if (test.Red is { } red) services.Out.MarkupLineInterpolated($"[red]{TestsText.Since(red)}[/]");
        if (test.Environment is { } environment) services.Out.MarkupLineInterpolated($"{environment.Summary}");
    }
}
