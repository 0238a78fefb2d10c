using System.Text.Json.Serialization;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>The counts of one or several reports. They are counted from the tests that are there, never taken from what a report declares.</summary>
/// <param name="Suites">Suites that hold tests (or hold nothing at all).</param>
/// <param name="Passed">Passed, flaky ones included.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Errored">Errored.</param>
/// <param name="Skipped">Skipped.</param>
/// <param name="Flaky">Tests that passed after they had failed in the same report: by a retry, or as a later test of the same name.</param>
/// <param name="DurationSeconds">The sum of the tests' durations.</param>
public sealed record ReportCounts(int Suites, int Passed, int Failed, int Errored, int Skipped, int Flaky, double DurationSeconds)
{
    /// <summary>Nothing.</summary>
    public static ReportCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Different tests: one that stands in a report several times is one. Between two reports they are added, not compared.</summary>
    public int UniqueTests { get; init; }

    /// <summary>Runs of tests: each attempt of a test that was repeated counts, and so does a skipped one.</summary>
    public int Runs { get; init; }

    /// <summary>All tests.</summary>
    public int Tests => Passed + Failed + Errored + Skipped;

    /// <summary>Those that ran.</summary>
    [JsonIgnore]
    public int Ran => Passed + Failed + Errored;

    /// <summary>Those that ran and are not in order.</summary>
    [JsonIgnore]
    public int NotInOrder => Failed + Errored;

    /// <summary>The counts of two together.</summary>
    public static ReportCounts operator +(ReportCounts a, ReportCounts b) =>
        new(a.Suites + b.Suites, a.Passed + b.Passed, a.Failed + b.Failed, a.Errored + b.Errored, a.Skipped + b.Skipped,
            a.Flaky + b.Flaky, Math.Round(a.DurationSeconds + b.DurationSeconds, 6))
        {
            UniqueTests = a.UniqueTests + b.UniqueTests,
            Runs = a.Runs + b.Runs,
        };
}
