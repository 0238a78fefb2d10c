namespace Steward.Stages.Testing.Results.Reading;

/// <summary>What was read of one report.</summary>
/// <param name="Format">The format, for instance <c>JUnit</c>; null when it is none that Steward knows.</param>
/// <param name="Problem">One sentence that says what is wrong and where; null when the report was read to its end.</param>
/// <param name="Counts">The counts of what was read.</param>
/// <param name="Cases">The tests that were kept, in the order of the report.</param>
/// <param name="Notes">What is odd about it and changes no count: wrong declared numbers, tests not kept.</param>
public sealed record TestReport(
    string? Format, string? Problem, ReportCounts Counts, IReadOnlyList<TestCaseResult> Cases, IReadOnlyList<string> Notes)
{
    /// <summary>What it says of its own counts, all its parts together; null when it says nothing.</summary>
    public DeclaredCounts? Declared { get; init; }

    /// <summary>Its tests, to be told apart from those of other reports.</summary>
    internal TestIdentities? Identities { get; init; }

    /// <summary>True when it breaks off, or says itself that its run did: what was read is kept, and it is never in order.</summary>
    public bool Incomplete => Problem is not null;

    /// <summary>True when nothing could be read at all.</summary>
    public bool Unreadable => Format is null;

    /// <summary>A report of which nothing could be read.</summary>
    public static TestReport Unread(string problem) => new(null, problem, ReportCounts.None, [], []);
}
