using System.Globalization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Sparing;

/// <summary>What people read about failures that do not gate.</summary>
internal static class SparingText
{
    private const int MaxNamed = 10;

    public const string OnlyQuarantined = "Only tests in quarantine or on probation ran: they vouch for nothing.";

    public const string NotListed = "Quarantine is not applied: the tests are not listed one by one.";

    public static string OnlyOnProbation(ReportCounts counts) => $"All of {Texts.Count(counts.Ran, "test")} failed, and all are on probation.";

    public static string InQuarantine(QuarantineEntry entry, IReadOnlyCollection<TestCaseResult> failed) =>
        $"In quarantine, shown and not gating: {Names(failed)} failed (owner {entry.Owner}, until {Day(entry.Until)}: {entry.Reason.TrimEnd('.')}).";

    public static string Passes(QuarantineEntry entry, IReadOnlyCollection<TestCaseResult> passed) =>
        $"In quarantine and passed: {Names(passed)} (owner {entry.Owner}, until {Day(entry.Until)}); it may be released from quarantine.";

    public static string FitsNone(QuarantineEntry entry) => $"The quarantine of '{Clip(entry)}' (owner {entry.Owner}) fits no test of the reports: remove it from the policy.";

    /// <summary>A node that names the entries of sets that nobody expects; none without such entries.</summary>
    public static IEnumerable<VerdictNode> OfNoSet(IReadOnlyCollection<QuarantineEntry> entries)
    {
        if (entries.Count == 0) yield break;
        var named = entries.Select(e => $"'{Clip(e)}' of set {e.Set} (owner {e.Owner})").ToList();
        yield return new VerdictNode("policy/quarantine", Verdict.NotNeeded, $"Nobody expects the set of {Texts.Count(entries.Count, "entry", "entries")}, so nothing is spared by {(entries.Count == 1 ? "it" : "them")}: {Texts.Some(named, MaxNamed)}.");
    }

    public static string IsOver(QuarantineEntry entry, IReadOnlyCollection<TestCaseResult> failed) =>
        $"The quarantine of '{Clip(entry)}' (owner {entry.Owner}) ended on {Day(entry.Until)}: "
        + (failed.Count == 0 ? "remove it from the policy." : $"{Names(failed)} failed and {(failed.Count == 1 ? "gates" : "gate")} again.");

    public static string OnProbation(IReadOnlyCollection<TestCaseResult> failed, int needed)
    {
        var named = failed.Take(MaxNamed).Select(t => $"{ResultsEvidence.NameOf(t)} failed (on probation: passed {t.Passes ?? 0} of {needed})");
        var more = failed.Count > MaxNamed ? $" and {failed.Count - MaxNamed} more" : "";
        return $"New, shown and not gating: {string.Join(", ", named)}{more}.";
    }

    private static string Names(IReadOnlyCollection<TestCaseResult> tests) => Texts.Some([.. tests.Select(ResultsEvidence.NameOf)], MaxNamed);

    private static string Clip(QuarantineEntry entry) => Texts.Clip(entry.Test.Text, 200)!;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
