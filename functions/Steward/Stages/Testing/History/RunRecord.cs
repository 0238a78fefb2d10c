namespace Steward.Stages.Testing.History;

/// <summary>A report as the list of runs shows it: a small part of its tests, by which questions about a whole set begin.</summary>
/// <param name="Run">The report.</param>
/// <param name="Bad">Tests that were not in order or flaky, at most <see cref="MaxBad"/>; null when not asked for.</param>
/// <param name="Slow">The slowest tests, slowest first, at most <see cref="MaxSlow"/>; null when not asked for.</param>
public sealed record RunRecord(TestRun Run, IReadOnlyList<NotedTest>? Bad, IReadOnlyList<NotedTest>? Slow)
{
    /// <summary>The most tests that are noted as not in order or flaky.</summary>
    public const int MaxBad = 500;

    /// <summary>The most tests that are noted as slowest.</summary>
    public const int MaxSlow = 500;
}

/// <summary>A test noted with a run.</summary>
/// <param name="Id">The test.</param>
/// <param name="Name">Its full name, at most <see cref="MaxName"/> characters.</param>
/// <param name="IsBad">True when it was not in order.</param>
/// <param name="Flaky">True when it both failed and passed.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record NotedTest(TestId Id, string Name, bool IsBad, bool Flaky, double Seconds)
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 200;
}

/// <summary>What is read of runs beside what they are.</summary>
[Flags]
public enum RunDetails
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The tests that were not in order or flaky.</summary>
    Bad = 1,

    /// <summary>The slowest tests.</summary>
    Slow = 2,
}
