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

    public const string Aborted = "Aborted";

    public const string NamesGone = "Which tests were announced cannot be read any more: announce them again.";

    /// <summary>What has not come: the set as a whole, or shards of it by name, at first or in an attempt that was announced.</summary>
    public static string Missing(TestSet set, IReadOnlyList<string> shards, int attempt, Wait wait)
    {
        var what = (shards.Count, attempt) switch
        {
            (0, 1) => null,
            (0, _) => $"attempt {attempt}",
            (_, 1) => Texts.Some(shards),
            _ => $"attempt {attempt} of {Texts.Some(shards)}",
        };
        var announced = attempt > 1 ? "was announced and " : "";
        var has = attempt == 1 && shards.Count > 1 ? "have" : "has";
        var state = (what, wait) switch
        {
            (null, { IsOver: false }) => "No report yet; awaited until",
            (null, { Until: not null }) => "Never reported, and nothing is awaited any more since",
            (null, _) => "Never reported",
            (_, { IsOver: false }) => $"{what} {announced}{has} not reported yet; awaited until",
            (_, { Until: not null }) => $"{what} {announced}never reported, and nothing is awaited any more since",
            _ => $"{what} {announced}never reported",
        };
        return $"{Capital(state)}{(wait.Until is { } until ? $" {Time(until)}" : "")}: {HowToReport(set, shards.Count > 0, attempt)}.";
    }

    public static string Until(Wait wait) => wait switch
    {
        { IsOver: false, Until: { } until } => $"Awaited until {Time(until)}.",
        { Until: { } until } => $"Nothing is awaited any more since {Time(until)}.",
        _ => "Nothing is awaited.",
    };

    public static string TestsMissing(IReadOnlyList<string> names, int announced, Wait wait) =>
        $"{names.Count} of {Texts.Count(announced, "announced test")} {(names.Count == 1 ? "is" : "are")} in no report: {Texts.Some([.. names.Select(n => Texts.Clip(n, 200))])}. {Until(wait)}";

    public static string FewerThanAnnounced(int reported, int announced, Wait wait) =>
        $"{Texts.Count(announced, "test")} were announced and {reported} reported. {Until(wait)}";

    public static string SomeShards(int attempt, int awaited, int shards, int come) =>
        $"Attempt {attempt} runs {awaited} of {shards} shards again, and {(come == 0 ? "none" : $"{come}")} of them {(come == 1 ? "has" : "have")} reported completely.";

    public static string NotListed(string what) => $"The tests of the reports are not listed one by one, so {what} cannot be looked for: upload the set in smaller reports.";

    public static string Stray(int shards) => $"A report that names no shard stands for none of the {shards}: upload it with shard=K/{shards}.";

    public static string Counts(int attempt, IReadOnlyList<string> shards) => $"{Capital(Texts.Some(shards))} with attempt {attempt}.";

    /// <summary>Which part of a set a sentence is about: shard and attempt as far as there are several; null: the whole set.</summary>
    public static string? Where(string? shard, int attempt, bool isOnlyOne = false)
    {
        var named = isOnlyOne && attempt <= 1 ? null : $"attempt {attempt}";
        return shard is null || named is null ? shard ?? named : $"{shard}, {named}";
    }

    public static string At(string? where, string sentence) => where is null ? sentence : $"{Capital(where)}: {sentence}";

    public static string AbortedAt(string? where, string why, string? more) =>
        $"{Aborted}: {(where is null ? "" : $"{where}: ")}{why}{(why.EndsWith('.') ? "" : ".")}{(more is null ? "" : $" {more}")}";

    public static string Failed(ReportCounts counts, IReadOnlyList<string> names, int? of = null)
    {
        var shown = names.Take(ResultsEvidence.MaxNamed).ToList();
        var more = counts.NotInOrder - shown.Count;
        var rest = shown.Count > 0 && more > 0 ? $" and {more} more" : "";
        var named = shown.Count > 0 ? $": {string.Join(", ", shown)}{rest}" : "";
        return $"{Bad(counts)} of {Texts.Count(of ?? counts.Tests, "test")}{named}.";
    }

    public static string Incomplete(string problem) => $"the report is incomplete: {problem}";

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

    public static string NotCounting(string? shard, Attempt attempt) => attempt.Problem is { } problem
        ? $"{Capital(Where(shard, attempt.Number)!)} is incomplete and does not count: {problem}"
        : $"{Capital(Where(shard, attempt.Number)!)} holds no test and does not count.";

    public static VerdictNode NotDeclared(string set, IReadOnlyList<ResultsEvidence> reports) =>
        new(set, Verdict.NotNeeded, $"It reported {Texts.Count(reports.Sum(Tests), "test")}, but the policy does not ask for it: add it to testing.sets if it should count.");

    /// <summary>One sentence for the ledger.</summary>
    public static string Summary(string set, TestReport report) => report switch
    {
        { Unreadable: true } => $"{set}: the report is not readable",
        { Counts: var c } => $"{set}: {Texts.Count(c.Tests, "test")}, {c.Failed} failed, {c.Errored} errored, {c.Skipped} skipped{(report.Incomplete ? ", incomplete" : "")}",
    };

    private static string HowToReport(TestSet set, bool isSharded, int attempt) =>
        $"upload its reports with 'steward results push FILE... --set {set.Name}{(isSharded ? " --shard K/N" : "")}{(attempt > 1 ? $" --attempt {attempt}" : "")}'"
        + (set.Command is null ? "" : $" after running '{Texts.Clip(set.Command, 120)}'")
        + (set.Where == TestSet.Lab ? " on a node of a lab (where: lab), which nobody starts for it" : "");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static int Tests(ResultsEvidence r) => r.Passed + r.Failed + r.Errored + r.Skipped;

    private static string Bad(ReportCounts counts) => counts switch
    {
        { Errored: 0 } => $"{counts.Failed} failed",
        { Failed: 0 } => $"{counts.Errored} errored",
        _ => $"{counts.Failed} failed and {counts.Errored} errored",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
