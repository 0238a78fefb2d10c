namespace Steward.Stages.Testing.Coverage;

/// <summary>What one test set has reported of coverage, by its newest complete attempt.</summary>
/// <param name="Name">The set.</param>
/// <param name="Attempt">The attempt that counts; the newest one where none is complete.</param>
/// <param name="Parts">The attempt's reports, oldest first.</param>
internal sealed record CoverageSet(string Name, int Attempt, IReadOnlyList<CoverageEvidence> Parts)
{
    /// <summary>What a report says that nobody could read, or null.</summary>
    public string? Unread => Parts.FirstOrDefault(p => p.Format is null)?.Problem;

    /// <summary>What is wrong with a report, or null.</summary>
    public string? Problem => Parts.FirstOrDefault(p => p.Problem is not null)?.Problem;

    /// <summary>The sets of some reports, by name.</summary>
    public static IReadOnlyList<CoverageSet> Of(IEnumerable<CoverageEvidence> reports) =>
        [.. reports.GroupBy(r => r.Set, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Counting)];

    private static CoverageSet Counting(IGrouping<string, CoverageEvidence> reports)
    {
        var attempts = reports.GroupBy(r => r.Attempt).OrderByDescending(g => g.Key).Select(g => new CoverageSet(reports.Key, g.Key, [.. g])).ToList();
        return attempts.Find(a => a.Problem is null) ?? attempts[0];
    }
}
