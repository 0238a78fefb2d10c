using System.Globalization;
using Steward.Stages.Testing.Results.Sparing;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Compares the keys of the testing stage by which failures do not gate, or weakening is let through.</summary>
internal static class StageComparison
{
    /// <summary>The differences.</summary>
    public static IEnumerable<ExpectationChange> Of(Policy.Policy before, Policy.Policy now)
    {
        if (before.Get(ExpectationsPolicy.Section).Blocks && !now.Get(ExpectationsPolicy.Section).Blocks)
            yield return Weaker("weakening", "", "block", "report");
        var (was, needed) = (before.Get(ProbationPolicy.Section).Passes, now.Get(ProbationPolicy.Section).Passes);
        if (needed > was) yield return Weaker("probation", "", Say(was), Say(needed));
        foreach (var change in OfQuarantine(before.Get(QuarantinePolicy.Section).Entries, now.Get(QuarantinePolicy.Section).Entries)) yield return change;
    }

    // A first policy may begin with a quarantine as with anything else: there was no policy that asked for more.
    private static IEnumerable<ExpectationChange> OfQuarantine(IReadOnlyList<QuarantineEntry> before, IReadOnlyList<QuarantineEntry> now)
    {
        var known = before.GroupBy(e => (e.Set, e.Test.Text)).ToDictionary(g => g.Key, g => g.Max(e => e.Until));
        foreach (var entry in now)
        {
            var name = $"{entry.Test.Text} of {entry.Set}";
            if (!known.TryGetValue((entry.Set, entry.Test.Text), out var until)) yield return Weaker("quarantine", name, "not there", $"there until {Day(entry.Until)} (owner {entry.Owner})");
            else if (entry.Until > until) yield return Weaker("quarantine", name, $"until {Day(until)}", $"until {Day(entry.Until)} (owner {entry.Owner})");
        }
    }

    private static ExpectationChange Weaker(string key, string what, string was, string now) => new($"policy/{key}", ExpectationFate.Weakened, what, was, now);

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
