namespace Steward.Stages.Testing.Results.Reading;

/// <summary>What a report says of its own counts; null where it says nothing. They are compared with what is there, never believed.</summary>
/// <param name="Tests">Tests.</param>
/// <param name="Failed">Failed ones.</param>
/// <param name="Errored">Errored ones.</param>
/// <param name="Skipped">Skipped ones.</param>
public sealed record DeclaredCounts(long? Tests, long? Failed = null, long? Errored = null, long? Skipped = null)
{
    /// <summary>Those that it declares failed or errored.</summary>
    internal long Bad => Sum(Failed, Errored) ?? 0;

    /// <summary>True when it declares nothing at all.</summary>
    internal bool IsSilent => this is { Tests: null, Failed: null, Errored: null, Skipped: null };

    /// <summary>The declarations of two parts of a report together.</summary>
    public static DeclaredCounts operator +(DeclaredCounts a, DeclaredCounts b) =>
        new(Sum(a.Tests, b.Tests), Sum(a.Failed, b.Failed), Sum(a.Errored, b.Errored), Sum(a.Skipped, b.Skipped));

    // Numbers can be absurd: the sum of two of them must not turn negative.
    private static long? Sum(long? a, long? b)
    {
        if (a is null || b is null) return a ?? b;
        return a > long.MaxValue - b ? long.MaxValue : a + b;
    }
}
