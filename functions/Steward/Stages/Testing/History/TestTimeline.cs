namespace Steward.Stages.Testing.History;

/// <summary>One test's results, newest first.</summary>
/// <param name="Id">The test.</param>
/// <param name="Name">Its name.</param>
/// <param name="Entries">Its results, newest first.</param>
/// <param name="Others">Other tests of the same full name (of another suite), when it was asked for by name.</param>
public sealed record TestTimeline(TestId Id, TestName Name, IReadOnlyList<TimelineEntry> Entries, IReadOnlyList<TestId> Others);

/// <summary>What a test came to in a run.</summary>
/// <param name="Run">The run; of its counts only passed, failed (errored ones included) and skipped are told.</param>
/// <param name="Result">What the test came to.</param>
public sealed record TimelineEntry(TestRun Run, TestResult Result);
