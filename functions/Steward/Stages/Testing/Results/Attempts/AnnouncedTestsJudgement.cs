using Steward.Gates;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Naming;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Judges whether every test that was announced by name is in a complete report of the attempt that announced it, or of a newer one.</summary>
internal static class AnnouncedTestsJudgement
{
    /// <summary>Which tests have not come.</summary>
    public static IEnumerable<Finding> Judge(IReadOnlyList<Part> parts, SetFacts facts) =>
        facts.Announced.Where(a => a is { Tests: not null, IsAborted: false }).OrderBy(a => a.Attempt)
            .Select(a => Judge(a, [.. parts.Where(p => a.Shard is null || a.Shard == p.Number)], facts)).OfType<Finding>();

    private static Finding? Judge(AnnouncedEvidence announced, List<Part> parts, SetFacts facts)
    {
        if (announced.Payload is null || facts.Listed.Announced(announced.Payload) is not { } names) return new Finding(Verdict.Error, ResultsText.NamesGone);
        var attempts = parts.SelectMany(p => p.Attempts).Where(a => a.IsComplete && a.Number >= announced.Attempt).ToList();
        var listings = attempts.Select(facts.Listed.Of).ToList();
        if (listings.Any(l => l is null)) return ByNumber(announced, names.Count, attempts.GroupBy(a => a.Number).Max(g => g.Sum(a => a.Counts.Tests)), facts);
        var reported = listings.SelectMany(l => l!).SelectMany(TestNames.Of).ToHashSet(StringComparer.Ordinal);
        var missing = names.Where(n => !reported.Contains(n)).ToList();
        return missing.Count == 0 ? null : Missing(announced, facts, wait => ResultsText.TestsMissing(missing, names.Count, wait));
    }

    // Not every test is listed: their number is all that can be compared.
    private static Finding? ByNumber(AnnouncedEvidence announced, int expected, int reported, SetFacts facts) =>
        reported >= expected ? null : Missing(announced, facts, wait => ResultsText.FewerThanAnnounced(reported, expected, wait));

    private static Finding Missing(AnnouncedEvidence announced, SetFacts facts, Func<Wait, string> sentence)
    {
        var wait = facts.Deadlines.For(announced.Time);
        return new Finding(Verdict.Missing, sentence(wait)) { AwaitUntil = wait.IsOver ? null : wait.Until };
    }
}
