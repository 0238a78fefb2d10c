using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Web.Dashboard;

/// <summary>One attempt of a set on one commit: its shards together.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="At">When its last part came.</param>
/// <param name="Counts">What its parts count together.</param>
public sealed record RunTrend(CommitSha Commit, int Attempt, DateTimeOffset At, RunCounts Counts)
{
    /// <summary>Of runs, newest first: the same order, with the parts of an attempt joined.</summary>
    public static IReadOnlyList<RunTrend> Of(IEnumerable<RunRecord> newestFirst) =>
        [.. newestFirst.Select(r => r.Run).GroupBy(r => (r.Commit, r.Attempt)).Select(g => new RunTrend(g.Key.Commit, g.Key.Attempt, g.Max(r => r.At), Sum(g)))];

    /// <summary>In a few words, for the chart's bar and for those who cannot see it.</summary>
    public string Text =>
        $"{Commit.Abbreviated}, attempt {Attempt}, {Wording.Utc(At)}: {Counts.Passed} passed, {Counts.NotInOrder} not in order, {Counts.Skipped} skipped, {TestWording.Seconds(Counts.Seconds)}";

    private static RunCounts Sum(IEnumerable<TestRun> parts) => parts.Select(p => p.Counts).Aggregate(
        RunCounts.None,
        (a, b) => new RunCounts(a.Passed + b.Passed, a.Failed + b.Failed, a.Errored + b.Errored, a.Skipped + b.Skipped, a.Flaky + b.Flaky, Math.Round(a.Seconds + b.Seconds, 4)));
}
