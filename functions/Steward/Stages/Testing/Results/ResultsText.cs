using System.Globalization;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Attempts;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results;

/// <summary>What people read about test sets.</summary>
internal static class ResultsText
{
    public const string NoSets = "No test set is declared: add testing.sets to steward.yaml.";

    public const string NotRequired = "This set does not have to report, and did not.";

    public const string Empty = "0 tests: an empty report is not a pass. See whether the run found its tests.";

    public static string NeverReported(TestSet set, Wait wait)
    {
        var how = $"upload its reports with 'steward results push FILE... --set {set.Name}'{(set.Command is null ? "" : $" after running '{Texts.Clip(set.Command, 120)}'")}";
        return wait switch
        {
            { IsOver: false, Until: { } until } => $"No report yet; awaited until {Time(until)}: {how}.",
            { Until: { } until } => $"Never reported, and nothing is awaited any more since {Time(until)}: {how}.",
            _ => $"Never reported: {how}.",
        };
    }

    public static string Failed(ReportCounts counts, IReadOnlyList<string> names)
    {
        var shown = names.Take(ResultsEvidence.MaxNamed).ToList();
        var more = counts.NotInOrder - shown.Count;
        var rest = shown.Count > 0 && more > 0 ? $" and {more} more" : "";
        var named = shown.Count > 0 ? $": {string.Join(", ", shown)}{rest}" : "";
        return $"{Bad(counts)} of {Texts.Count(counts.Tests, "test")}{named}.";
    }

    public static string Incomplete(string problem) => $"The report is incomplete: {problem}";

    public static string TooFew(ReportCounts counts, long minimum) =>
        $"{counts.Ran} of {Texts.Count(counts.Tests, "test")} ran; the policy asks for at least {minimum}.";

    public static string TooManySkipped(ReportCounts counts, long most) =>
        $"{counts.Skipped} of {Texts.Count(counts.Tests, "test")} were skipped; the policy allows at most {most}.";

    public static string InOrder(ReportCounts counts) =>
        $"{Texts.Count(counts.Passed, "test")} passed"
        + (counts.Skipped > 0 ? $", {counts.Skipped} skipped" : "")
        + (counts.Flaky > 0 ? $", {counts.Flaky} of them only after a retry" : "") + ".";

    public static string Kept(IReadOnlyDictionary<int, int> kept) =>
        kept.Count == 0 ? "" : $" {string.Join(" and ", kept.Select(k => $"{Texts.Count(k.Value, "test")} as in attempt {k.Key}"))}, which a later one did not run.";

    public static string Fewer(Attempt attempt, Attempt older) =>
        $"It ran {attempt.Counts.Ran} of the {Texts.Count(older.Counts.Ran, "test")} of attempt {older.Number}, and the others are not listed one by one: upload the whole set as one attempt.";

    public static string NotCounting(Attempt attempt) => attempt.Problem is { } problem
        ? $"Attempt {attempt.Number} is incomplete and does not count: {problem}"
        : $"Attempt {attempt.Number} holds no test and does not count.";

    public static string WithAttempt(string reason, int attempt, bool isOnlyOne = false) => isOnlyOne && attempt == 1 ? reason : $"Attempt {attempt}: {reason}";

    public static VerdictNode NotDeclared(string set, IReadOnlyList<ResultsEvidence> reports) =>
        new(set, Verdict.NotNeeded, $"It reported {Texts.Count(reports.Sum(Tests), "test")}, but the policy does not ask for it: add it to testing.sets if it should count.");

    /// <summary>One sentence for the ledger.</summary>
    public static string Summary(string set, TestReport report) => report switch
    {
        { Unreadable: true } => $"{set}: the report is not readable",
        { Counts: var c } => $"{set}: {Texts.Count(c.Tests, "test")}, {c.Failed} failed, {c.Errored} errored, {c.Skipped} skipped{(report.Incomplete ? ", incomplete" : "")}",
    };

    private static int Tests(ResultsEvidence r) => r.Passed + r.Failed + r.Errored + r.Skipped;

    private static string Bad(ReportCounts counts) => counts switch
    {
        { Errored: 0 } => $"{counts.Failed} failed",
        { Failed: 0 } => $"{counts.Errored} errored",
        _ => $"{counts.Failed} failed and {counts.Errored} errored",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
