using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Naming;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>Judges whether every test that passed in the last released version is still there, or its removal is noted in the policy.</summary>
internal static class ReleasedTestsJudgement
{
    private const int Named = 10;

    /// <summary>Which have disappeared.</summary>
    public static IEnumerable<Finding> Judge(SetFacts facts, LaidAttempts laid)
    {
        if (!facts.Set.KeepsReleased) return [];
        if (facts.Released.Problem is { } problem) return [new Finding(facts.Released.IsMissing ? Verdict.Missing : Verdict.Error, problem)];
        if (facts.Released.Tag is not { } tag) return [new Finding(Verdict.Pass, "No version was released yet, so no test of one can have disappeared.")];
        if (facts.Released.Of(facts.Set.Name) is not { Count: > 0 } released) return [new Finding(Verdict.Pass, $"The last released version, {tag}, has no passed test of this set.")];
        if (laid.Tests is not { } tests) return [new Finding(Verdict.Error, ResultsText.NotListed($"those of {tag}"))];
        var present = tests.Select(TestNames.Full).ToHashSet(StringComparer.Ordinal);
        var gone = released.Where(n => !present.Contains(n)).ToList();
        return Judge([.. gone.Where(n => !facts.Set.Removed.Any(r => r.Test.FitsFull(n)))], gone.Count, released.Count, tag);
    }

    private static IEnumerable<Finding> Judge(List<string> gone, int missing, int all, string tag)
    {
        if (gone.Count > 0)
        {
            yield return new Finding(Verdict.Fail,
                $"{gone.Count} of {Texts.Count(all, "test")} that passed in {tag} {(gone.Count == 1 ? "has" : "have")} disappeared without a note: {Names(gone)}. Bring them back, or note each under 'removed' of this set.");
        }
        else
        {
            yield return new Finding(Verdict.Pass, missing == 0
                ? $"All {Texts.Count(all, "test")} that passed in {tag} are still there."
                : $"Of {Texts.Count(all, "test")} that passed in {tag}, {missing} {(missing == 1 ? "is" : "are")} gone, with a note.");
        }
    }

    private static string Names(List<string> names) => Texts.Some([.. names.Select(n => Texts.Clip(n, 200)!)], Named);
}
