using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.History;

/// <summary>The test sets that have a history.</summary>
/// <param name="Sets">Each with its newest run.</param>
public sealed record TestSetList(IReadOnlyList<TestSetStatus> Sets);

/// <summary>A test set.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Newest">Its newest run; null when all have expired.</param>
public sealed record TestSetStatus(string Set, TestRun? Newest);

/// <summary>The runs of a set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Runs">The runs, newest first, each with its tests that were not in order.</param>
/// <param name="Older">What <c>older</c> must be for the next page; null when there is none.</param>
public sealed record TestRunList(string Set, IReadOnlyList<RunRecord> Runs, string? Older);

/// <summary>The history of one test.</summary>
/// <param name="Set">The set.</param>
/// <param name="Id">The test.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Parts">Its suite, class and name.</param>
/// <param name="Others">Other tests of the same full name.</param>
/// <param name="Runs">Its results, newest first.</param>
/// <param name="Flakiness">How flaky it is, by all runs shown.</param>
/// <param name="Duration">How its newest duration on the default branch compares; null when too few are known.</param>
/// <param name="Red">Since when it is red on the default branch; null when it is not.</param>
/// <param name="Environment">
/// Where it both failed and passed on the newest commit that ran it, how the environments of the two runs differ; otherwise how that of the first red
/// run of the default branch differs from that of the last green one. Null when there are not both.
/// </param>
public sealed record TestHistoryAnswer(
    string Set, TestId Id, string Name, TestName Parts, IReadOnlyList<TestId> Others, IReadOnlyList<ShownResult> Runs,
    Flakiness Flakiness, DurationShift? Duration, FirstFailure? Red, EnvironmentDifference? Environment);

/// <summary>A result of a test, for people.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Shard">The shard as <c>k/n</c>, or null.</param>
/// <param name="At">When it was received.</param>
/// <param name="Branch">The branch whose push brought the commit, or null.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="DurationSeconds">How long it took.</param>
/// <param name="Flaky">True when it both failed and passed in this run.</param>
/// <param name="Failure">Tells one failure from another, or null.</param>
/// <param name="MassFailure">True when most tests of the run failed, so that it counts for nothing.</param>
public sealed record ShownResult(
    CommitSha Commit, int Attempt, string? Shard, DateTimeOffset At, string? Branch, TestOutcome Outcome, double DurationSeconds, bool Flaky,
    string? Failure, bool MassFailure);

/// <summary>The flaky tests of a set.</summary>
/// <param name="Set">The set.</param>
/// <param name="Runs">The runs that were looked at.</param>
/// <param name="Tests">The tests, the flakiest first.</param>
/// <param name="More">True when there are more, or more candidates than could be looked at.</param>
public sealed record FlakyList(string Set, int Runs, IReadOnlyList<FlakyTest> Tests, bool More);

/// <summary>A test that showed both outcomes on the same commit.</summary>
/// <param name="Id">The test.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Flakiness">How flaky it is, with the commits that show it.</param>
public sealed record FlakyTest(TestId Id, string Name, Flakiness Flakiness);

/// <summary>The slowest tests of a set, on the default branch where runs of it are known.</summary>
/// <param name="Set">The set.</param>
/// <param name="Commits">The commits whose runs were looked at, of each run its 500 slowest tests.</param>
/// <param name="Tests">The tests, by their median, the slowest first.</param>
/// <param name="Regressions">Those that became slower, by how much.</param>
/// <param name="More">True when there are more.</param>
public sealed record SlowList(string Set, int Commits, IReadOnlyList<SlowTest> Tests, IReadOnlyList<SlowTest> Regressions, bool More);

/// <summary>A slow test.</summary>
/// <param name="Id">The test.</param>
/// <param name="Name">Its name.</param>
/// <param name="MedianSeconds">The median of its durations.</param>
/// <param name="NewestSeconds">The newest.</param>
/// <param name="Commits">On how many commits it was among the slowest.</param>
/// <param name="Shift">How the newest compares with those before; null when too few are known.</param>
public sealed record SlowTest(TestId Id, string Name, double MedianSeconds, double NewestSeconds, int Commits, DurationShift? Shift);
