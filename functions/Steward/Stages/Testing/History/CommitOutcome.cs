using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.History;

/// <summary>What a test came to on one commit, all its runs together.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="At">When its first run was received.</param>
/// <param name="Passed">Runs in which it passed.</param>
/// <param name="Failed">Runs in which it failed or errored.</param>
/// <param name="FlakyRuns">Runs in which it both failed and passed.</param>
public sealed record CommitOutcome(CommitSha Commit, DateTimeOffset At, int Passed, int Failed, int FlakyRuns)
{
    /// <summary>True when the same code both passed and failed.</summary>
    public bool IsBoth => FlakyRuns > 0 || (Passed > 0 && Failed > 0);

    /// <summary>True when it only failed.</summary>
    public bool IsRed => Failed > 0 && !IsBoth;

    /// <summary>True when it only passed.</summary>
    public bool IsGreen => Passed > 0 && !IsBoth;

    /// <summary>
    /// The commits of some results, in the order in which each appears first. Skipped results count for nothing, nor do runs of which most tests
    /// failed (<see cref="RunCounts.IsMassFailure"/>).
    /// </summary>
    public static IReadOnlyList<CommitOutcome> Of(IEnumerable<TimelineEntry> entries) =>
        [.. entries.Where(Counts).GroupBy(e => e.Run.Commit).Select(Of)];

    /// <summary>Whether a result says something about its test.</summary>
    public static bool Counts(TimelineEntry entry) => entry.Result.Ran && !entry.Run.Counts.IsMassFailure;

    private static CommitOutcome Of(IGrouping<CommitSha, TimelineEntry> commit) => new(
        commit.Key,
        commit.Min(e => e.Run.At),
        commit.Count(e => e.Result.Outcome == TestOutcome.Passed),
        commit.Count(e => e.Result.IsBad),
        commit.Count(e => e.Result.Flaky));
}
