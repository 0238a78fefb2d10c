using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using TestResult = Steward.Stages.Testing.History.TestResult;

namespace Steward.UnitTests.Testing.History;

/// <summary>Histories as short texts: one word a commit, newest first; of each run a letter: p passed, f failed, s skipped, b both, m failed with most others.</summary>
internal static class Timelines
{
    private static readonly DateTimeOffset Newest = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static CommitSha Commit(int number) => CommitSha.Parse($"{number + 1:x40}");

    public static List<TimelineEntry> Of(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany((word, i) => word.Select((letter, attempt) => Entry(i, attempt, letter)))];

    public static List<TimelineEntry> Lasting(params double[] seconds) =>
        [.. seconds.Select((s, i) => Entry(i, 0, 'p') with { Result = new TestResult(TestOutcome.Passed, s, false, 0) })];

    private static TimelineEntry Entry(int commit, int attempt, char letter)
    {
        var counts = letter == 'm' ? new RunCounts(1, 99, 0, 0, 0, 0) : new RunCounts(99, 1, 0, 0, 0, 0);
        var run = new TestRun(ProductId.Parse("acme/shop"), "unit", Commit(commit), attempt + 1, new string('a', 64), Newest.AddHours(-commit).AddMinutes(attempt))
        {
            Counts = counts,
        };
        var outcome = letter switch { 'p' or 'b' => TestOutcome.Passed, 's' => TestOutcome.Skipped, _ => TestOutcome.Failed };
        return new TimelineEntry(run, new TestResult(outcome, 0, letter == 'b', 0));
    }
}
