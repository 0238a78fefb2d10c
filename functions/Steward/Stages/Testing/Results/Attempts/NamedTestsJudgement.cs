using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Naming;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Judges whether the tests that the policy names have run, once all parts have come.</summary>
internal static class NamedTestsJudgement
{
    /// <summary>Which have not.</summary>
    public static IEnumerable<Finding> Judge(SetFacts facts, LaidAttempts laid)
    {
        if (facts.Set.Tests.Count == 0) return [];
        if (laid.Tests is not { } tests) return [new Finding(Verdict.Error, ResultsText.NotListed("the tests that the policy names"))];
        var (ran, skipped) = Found(facts.Set.Tests, tests);
        var open = facts.Set.Tests.Where(p => !ran.Contains(p)).ToLookup(skipped.Contains);
        return Absent([.. open[false]], facts).Concat(Skipped([.. open[true]]));
    }

    private static (HashSet<TestPattern> Ran, HashSet<TestPattern> Skipped) Found(IReadOnlyList<TestPattern> patterns, IReadOnlyList<TestCaseResult> tests)
    {
        var (ran, skipped) = (new HashSet<TestPattern>(), new HashSet<TestPattern>());
        foreach (var test in tests)
        {
            var names = TestNames.Of(test).ToArray();
            var into = test.Outcome == TestOutcome.Skipped ? skipped : ran;
            into.UnionWith(patterns.Where(p => !into.Contains(p) && p.FitsAny(names)));
        }

        return (ran, skipped);
    }

    private static IEnumerable<Finding> Absent(List<TestPattern> absent, SetFacts facts)
    {
        if (absent.Count == 0) yield break;
        var wait = facts.Deadlines.For(null);
        yield return new Finding(Verdict.Missing, $"{Texts.Count(absent.Count, "test")} that the policy names {(absent.Count == 1 ? "is" : "are")} in no report: {Names(absent)}. {ResultsText.Until(wait)}")
        {
            AwaitUntil = wait.IsOver ? null : wait.Until,
        };
    }

    private static IEnumerable<Finding> Skipped(List<TestPattern> skipped) => skipped.Count == 0
        ? []
        : [new Finding(Verdict.Fail, $"{Texts.Count(skipped.Count, "test")} that the policy names {(skipped.Count == 1 ? "was" : "were")} skipped: {Names(skipped)}.")];

    private static string Names(List<TestPattern> patterns) => Texts.Some([.. patterns.Select(p => Texts.Clip(p.Text, 200)!)], 10);
}
