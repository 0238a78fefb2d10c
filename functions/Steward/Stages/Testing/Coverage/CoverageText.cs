using System.Globalization;
using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Coverage.Reading;

namespace Steward.Stages.Testing.Coverage;

/// <summary>The sentences that people read about coverage.</summary>
internal static class CoverageText
{
    public const string NotDeclared = "The policy does not ask for coverage of changed lines (testing.coverage).";
    public const string NotRecorded = "The changed lines of this commit have not been recorded.";
    public const string NoPayload = "The recorded lines cannot be read: their payload is gone, or the evidence of this commit is too large to be held together.";
    public const string NothingKnown = "None of the changed lines can be executed: no report knows one of them, nor another file of their extensions.";
    public const string TooLarge = "The report has more lines than are kept of one report. Upload it in parts of the same attempt.";

    private const int MaxFiles = 10;

    public static string NothingToExecute(ChangedLines changed)
    {
        var reasons = changed.Files.Where(f => f.Unlined is not null).GroupBy(f => f.Unlined!, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}").ToList();
        var excluded = changed.Files.Count(f => f.Unlined is null);
        if (excluded > 0) reasons.Add($"{excluded} excluded by the policy");
        var why = reasons.Count == 0 ? "" : $" ({string.Join(", ", reasons)})";
        return $"None of the {Texts.Count(changed.Files.Count, "changed file")} has added or modified lines that are judged{why}.";
    }

    public static string Broken(CoverageSet set, string problem) => $"{set.Name}, attempt {set.Attempt}: {problem}";

    public static string NotReported(IReadOnlyList<string> sets, DateTimeOffset? until, bool isOver)
    {
        var who = sets.Count == 0 ? "No coverage was reported" : $"No coverage was reported by {string.Join(", ", sets)}";
        var how = $"steward coverage push FILE... --set {(sets.Count == 0 ? "NAME" : sets[0])}";
        if (until is not { } time) return $"{who}: {how}.";
        var at = time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return isOver ? $"{who}, and nothing is awaited any more since {at}: {how}." : $"{who} yet; it is awaited until {at}: {how}.";
    }

    public static string Numbers(long executed, long all, long wanted) => string.Create(
        CultureInfo.InvariantCulture,
        $"{executed} of {Texts.Count(all, "changed line")} ({Percent(executed, all)} %) {(executed == 1 ? "was" : "were")} executed; the policy asks for {wanted} %");

    public static string Uncovered(IEnumerable<ChangedFileCoverage> files)
    {
        var named = files.Where(f => f.Uncovered.Count > 0).Select(One).ToList();
        var more = named.Count > MaxFiles ? $"; and {Texts.Count(named.Count - MaxFiles, "more file")}" : "";
        return string.Join("; ", named.Take(MaxFiles)) + more;
    }

    public static string Ambiguous(IReadOnlyList<string> paths) => paths.Count == 0
        ? ""
        : $" {Texts.Count(paths.Count, "path")} in the reports fit several files, so their lines count for none: {Texts.Some([.. paths.Select(p => Texts.Clip(p, 200))])}.";

    /// <summary>It goes into the ledger, so it repeats no path of the machine that measured.</summary>
    public static string NoFileOfTheTree(CoverageReport report, ResolvedCoverage resolved)
    {
        var several = resolved.Ambiguous.Count == 0 ? "" : $", and {resolved.Ambiguous.Count} fit several";
        return $"None of the {Texts.Count(report.Files.Count, "path")} in the report is a file of the commit: {resolved.Unknown.Count} fit none{several}.";
    }

    /// <summary>One sentence for the ledger.</summary>
    public static string Summary(CoverageEvidence report) => report.Format is null
        ? $"{report.Set}: the report of coverage is not readable"
        : $"{report.Set}: {report.Covered} of {Texts.Count(report.Lines, "line")} in {Texts.Count(report.Files, "file")} executed{(report.Problem is null ? "" : ", incomplete")}";

    // Cut, not rounded: 79.96 % is not 80 %.
    private static string Percent(long part, long whole) => (part * 1000 / whole / 10.0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string One(ChangedFileCoverage file) =>
        file.IsKnown ? $"{file.Path} {LineRuns.Text(file.Uncovered)}" : $"{file.Path} (in no report, {Texts.Count(file.Lines, "line")})";
}
