using Steward.Gates;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Judges the tests of what has come by the set's rules; the numbers only when everything has.</summary>
internal static class CountJudgement
{
    /// <summary>What is to be said of them; nothing when no part has come.</summary>
    public static IEnumerable<Finding> Judge(SetFacts facts, IReadOnlyList<Part> parts)
    {
        var come = parts.Where(p => p.HasCome).ToList();
        if (come.Count == 0) return [];
        var (verdict, reason) = Judge(facts.Set, LaidAttempts.Of(come, parts.Count, facts.Listed), isWhole: come.Count == parts.Count);
        return [new Finding(verdict, parts.Count == 1 ? ResultsText.At(ResultsText.Where(null, come[0].Complete!.Number, come[0].Attempts.Count == 1), reason) : reason + Rerun(come))];
    }

    private static (Verdict Verdict, string Reason) Judge(TestSet set, LaidAttempts laid, bool isWhole) => laid switch
    {
        { Counts: { NotInOrder: > 0 } counts } => (Verdict.Fail, ResultsText.Failed(counts, laid.Bad)),
        { Counts: var counts } when isWhole && counts.Ran < set.Minimum => (Verdict.Fail, ResultsText.TooFew(counts, set.Minimum)),
        { Counts: var counts } when counts.Skipped > set.MaxSkipped => (Verdict.Fail, ResultsText.TooManySkipped(counts, set.MaxSkipped.Value)),
        { Fewer: { } fewer } => (Verdict.Fail, fewer),
        _ => (Verdict.Pass, ResultsText.InOrder(laid.Counts) + ResultsText.Kept(laid.Kept)),
    };

    private static string Rerun(List<Part> come)
    {
        var rerun = come.Where(p => p.Complete!.Number > 1).GroupBy(p => p.Complete!.Number).OrderBy(g => g.Key);
        return string.Concat(rerun.Select(g => $" {ResultsText.Counts(g.Key, [.. g.Select(p => p.Name!)])}"));
    }
}
