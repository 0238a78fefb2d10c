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

    /// <summary>
    /// What is to be said of them beside the shards that are told by themselves. Where some have not come, rules that only all of them can keep are not
    /// kept yet: whoever waives a shard does not waive them.
    /// </summary>
    /// <param name="facts">What is known of the set.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="areFailuresTold">Whether all failures are told with their shards.</param>
    public static IEnumerable<Finding> JudgeRest(SetFacts facts, IReadOnlyList<Part> parts, bool areFailuresTold)
    {
        var come = parts.Where(p => p.HasCome).ToList();
        if (come.Count == 0) return [];
        var (laid, isWhole) = (LaidAttempts.Of(come, parts.Count, facts.Listed), come.Count == parts.Count);
        var spared = SparedTests.Of(laid, facts.Sparing, isWhole);
        var (verdict, reason) = Judge(facts.Set, spared, isWhole, areFailuresTold);
        var rules = NamedTestsJudgement.Judge(facts, laid).Concat(ReleasedTestsJudgement.Judge(facts, laid));
        if (!isWhole) rules = rules.Concat(TooFew(facts.Set, laid)).Where(r => r.Verdict > Verdict.Waived).Select(r => r with { Verdict = Verdict.Missing });
        return [new Finding(verdict, reason + Rerun(come)), .. spared.Findings, .. rules];
    }

    /// <summary>The failures of the parts that have come, each with its part; empty where tests moved from part to part, so that it is not clear which one they are of.</summary>
    public static IReadOnlyList<(Part Part, Finding Finding)> Failures(SetFacts facts, IReadOnlyList<Part> parts)
    {
        var come = parts.Where(p => p.HasCome).ToList();
        if (come.Count == 0) return [];
        var all = SparedTests.Of(LaidAttempts.Of(come, parts.Count, facts.Listed), facts.Sparing, isWhole: false).Gating.NotInOrder;
        if (all == 0) return [];
        var each = come.Select(p => (Part: p, Spared: SparedTests.Of(LaidAttempts.Of([p], 1, facts.Listed), facts.Sparing, isWhole: false))).ToList();
        if (each.Sum(e => e.Spared.Gating.NotInOrder) != all) return [];
        return [.. each.Where(e => e.Spared.Gating.NotInOrder > 0).Select(e => (e.Part, new Finding(Verdict.Fail, ResultsText.Failed(e.Spared.Gating, e.Spared.Bad, e.Spared.Laid.Counts.Tests))))];
    }

    private static IEnumerable<Finding> TooFew(TestSet set, LaidAttempts laid) =>
        laid.Counts.Ran < set.Minimum ? [new Finding(Verdict.Missing, ResultsText.TooFew(laid.Counts, set.Minimum))] : [];

    private static (Verdict Verdict, string Reason) Judge(TestSet set, SparedTests spared, bool isWhole, bool areFailuresTold = false) => spared.Laid switch
    {
        _ when spared.Gating.NotInOrder > 0 && !areFailuresTold => (Verdict.Fail, ResultsText.Failed(spared.Gating, spared.Bad, spared.Laid.Counts.Tests)),
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
