using Steward.Gates;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>
/// Judges attempts that run some of the shards again without saying which, as a workflow does whose failed jobs are run again: as many shards must
/// have come in that attempt or a newer one.
/// </summary>
internal static class PartialRuns
{
    /// <summary>What has not come of them.</summary>
    public static IEnumerable<Finding> Judge(IReadOnlyList<Part> parts, SetFacts facts) =>
        facts.Announced.Where(a => a.Parts is not null).GroupBy(a => a.Attempt).OrderBy(g => g.Key).Select(g => Judge(parts, g.Key, [.. g], facts)).OfType<Finding>();

    private static Finding? Judge(IReadOnlyList<Part> parts, int attempt, List<AnnouncedEvidence> announced, SetFacts facts)
    {
        var awaited = Math.Min(announced.Max(a => a.Parts!.Value), parts.Count);
        var come = parts.Count(p => p.Complete?.Number >= attempt);
        if (come >= awaited) return null;
        var what = ResultsText.SomeShards(attempt, awaited, parts.Count, come);
        if (announced.Where(a => a.IsAborted).Select(a => a.Reason).Order(StringComparer.Ordinal).FirstOrDefault() is { } reason)
            return new Finding(Verdict.Fail, ResultsText.AbortedAt(null, reason, what));
        var wait = facts.Deadlines.For(announced.Max(a => (DateTimeOffset?)a.Time));
        return new Finding(Verdict.Missing, $"{what} {ResultsText.Until(wait)}") { AwaitUntil = wait.IsOver ? null : wait.Until };
    }
}
