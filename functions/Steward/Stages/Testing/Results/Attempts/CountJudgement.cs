using Steward.Gates;
using Steward.Stages.Testing.Results.Sparing;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Judges the tests of what has come by the set's rules; the numbers only when everything has.</summary>
internal static class CountJudgement
{
    /// <summary>What is to be said of them; nothing when no part has come.</summary>
    public static IEnumerable<Finding> Judge(SetFacts facts, IReadOnlyList<Part> parts)
    {
        var come = parts.Where(p => p.HasCome).ToList();
        if (come.Count == 0) return [];
        var (laid, isWhole) = (LaidAttempts.Of(come, parts.Count, facts.Listed), come.Count == parts.Count);
        var spared = SparedTests.Of(laid, facts.Sparing, isWhole);
        var (verdict, reason) = Judge(facts.Set, spared, isWhole);
        var counted = new Finding(verdict, parts.Count == 1 ? ResultsText.At(ResultsText.Where(null, come[0].Complete!.Number, come[0].Attempts.Count == 1), reason) : reason + Rerun(come));
        // Which tests are not there is told once all parts are.
        var expected = isWhole ? NamedTestsJudgement.Judge(facts, laid).Concat(ReleasedTestsJudgement.Judge(facts, laid)) : [];
        return [counted, .. spared.Findings, .. expected];
    }

    private static (Verdict Verdict, string Reason) Judge(TestSet set, SparedTests spared, bool isWhole) => spared.Laid switch
    {
        _ when spared.Gating.NotInOrder > 0 => (Verdict.Fail, ResultsText.Failed(spared.Gating, spared.Bad, spared.Laid.Counts.Tests)),
        { Counts: var counts } when isWhole && counts.Ran < set.Minimum => (Verdict.Fail, ResultsText.TooFew(counts, set.Minimum)),
        { Counts: var counts } when counts.Skipped > set.MaxSkipped => (Verdict.Fail, ResultsText.TooManySkipped(counts, set.MaxSkipped.Value)),
        { Fewer: { } fewer } => (Verdict.Fail, fewer),
        _ when isWhole && spared.OnlyQuarantined => (Verdict.Fail, SparingText.OnlyQuarantined),
        { Counts: var counts } when isWhole && spared.OnlyOnProbation => (Verdict.NotNeeded, SparingText.OnlyOnProbation(counts)),
        var laid => (Verdict.Pass, ResultsText.InOrder(spared.Gating) + ResultsText.Kept(laid.Kept)),
    };

    private static string Rerun(List<Part> come)
    {
        var rerun = come.Where(p => p.Complete!.Number > 1).GroupBy(p => p.Complete!.Number).OrderBy(g => g.Key);
        return string.Concat(rerun.Select(g => $" {ResultsText.Counts(g.Key, [.. g.Select(p => p.Name!)])}"));
    }
}
