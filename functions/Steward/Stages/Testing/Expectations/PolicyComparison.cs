using Steward.Gates;
using Steward.Stages.Testing.Coverage;
using Steward.Stages.Testing.Results;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Says where a policy expects less of the tests than the one before it. A pure function; asking for more is nothing to tell.</summary>
public static class PolicyComparison
{
    /// <summary>The differences, set by set in the order of the policy before, then those of the testing stage's other keys.</summary>
    public static IReadOnlyList<ExpectationChange> Of(Policy.Policy before, Policy.Policy now) => before.State == Policy.PolicyState.Missing
        ? [] // a first policy weakens nothing
        : [.. OfSets(before.Get(ResultsPolicy.Section), now.Get(ResultsPolicy.Section)), .. StageComparison.Of(before, now), .. OfCoverage(before, now), .. OfGate(before, now)];

    // Who takes testing out of what the gate asks for has weakened every set.
    private static IEnumerable<ExpectationChange> OfGate(Policy.Policy before, Policy.Policy now)
    {
        var (was, current) = (before.Get(GatePolicy.Section), now.Get(GatePolicy.Section));
        if (was.Requires.Count == 0 && current.Requires.Count > 0)
            yield return Lost("everything", string.Join(", ", current.Requires));
        foreach (var name in was.Requires.Where(name => !current.Demands(name.Split('/')[0], name.Split('/')[^1]) && current.Requires.Count > 0))
            yield return Lost($"with {name}", "without it");

        static ExpectationChange Lost(string was, string now) => new(ExpectationChange.OfGate, ExpectationFate.Weakened, "requires", was, now);
    }

    private static IEnumerable<ExpectationChange> OfSets(ResultsPolicy before, ResultsPolicy now)
    {
        var sets = now.Sets.ToDictionary(s => s.Name, StringComparer.Ordinal);
        return before.Sets.SelectMany(s => sets.TryGetValue(s.Name, out var same) ? SetComparison.Of(s, same) : [SetComparison.Gone(s)]);
    }

    private static IEnumerable<ExpectationChange> OfCoverage(Policy.Policy before, Policy.Policy now)
    {
        const string Node = "policy/coverage";
        if (!before.Has(CoveragePolicy.Section)) yield break;
        var (was, current) = (before.Get(CoveragePolicy.Section), now.Get(CoveragePolicy.Section));
        if (!now.Has(CoveragePolicy.Section))
        {
            yield return new ExpectationChange(Node, ExpectationFate.Removed, "", $"{was.ChangedLines} % of the changed lines", "");
            yield break;
        }

        if (current.ChangedLines < was.ChangedLines) yield return Weaker("changedLines", $"{was.ChangedLines} %", $"{current.ChangedLines} %");
        // No set named: any that reports. So one that is named no more is one less that has to report.
        foreach (var set in was.Sets.Except(current.Sets, StringComparer.Ordinal)) yield return Weaker("sets", $"with {set}", "without it");
        foreach (var pattern in current.Exclude.Except(was.Exclude, StringComparer.Ordinal)) yield return Weaker("exclude", $"without {pattern}", "with it");

        static ExpectationChange Weaker(string what, string was, string now) => new(Node, ExpectationFate.Weakened, what, was, now);
    }
}
