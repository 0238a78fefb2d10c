using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Code;

/// <summary>What people read about the code of a release.</summary>
public static class CodeText
{
    /// <summary>There is no report.</summary>
    public const string NotAccounted = "The code of this release was not accounted for, file by file; that is done when a release is decided. Ask for it again.";

    /// <summary>The report is gone.</summary>
    public const string NoPayload = "What was handled of this release's code cannot be read any more: the payload of its evidence is not there.";

    /// <summary>The report in one sentence.</summary>
    public static string Summary(CodeReport report) =>
        $"{report.FilesProcessed} of {Texts.Count(report.Files, "file")} and {report.HunksProcessed} of {Texts.Count(report.Hunks, "hunk")} were processed{Since(report)}.";

    /// <summary>How many files were handled, and by what.</summary>
    public static string Files(CodeReport report) =>
        $"{report.FilesProcessed} of {Texts.Count(report.Files, "file")} of the tree were handled by all that the policy asks for ({Counts(report, "files")}).";

    /// <summary>How many hunks were handled, and by what.</summary>
    public static string Hunks(CodeReport report)
    {
        var what = report.Previous.IsNone ? "files of this first release" : $"runs of lines changed since {report.Previous.Abbreviated}";
        var counts = Counts(report, "hunks");
        return $"{report.HunksProcessed} of {report.Hunks} {what} came with processed commits{(counts.Length == 0 ? "" : $" and were handled ({counts})")}{TakenOver(report)}.";
    }

    /// <summary>A file that was not handled.</summary>
    public static string Left(LeftFile file) =>
        $"{file.Path} was not handled by {string.Join(", ", file.Missing)}{(file.Why is { } why ? $": {why}" : "")}.";

    /// <summary>Lines that were not handled.</summary>
    public static string Left(ReleasedHunk hunk, LeftLines left) => left.Processor == ReleasedHunks.ChangeName
        ? $"{hunk.Path} {Where(hunk, left)} {left.Why}."
        : $"{hunk.Path} {Where(hunk, left)} was not handled by {left.Processor}: {left.Why}.";

    /// <summary>A file that was found wanting.</summary>
    public static string Found(FoundFile file) =>
        $"{file.Path} was found wanting by {file.Processor} (ledger entry {file.Entry}); it is in this release unchanged.";

    /// <summary>A processor that there is not.</summary>
    public static string Unknown(string processor) =>
        $"release.code names the processor {processor}, and there is none of that name, so nothing can have been handled by it.";

    /// <summary>The lines for people: "line 12", "lines 3-8"; the whole file where they are not told apart.</summary>
    public static string Where(ReleasedHunk hunk, LeftLines left)
    {
        if (left.Lines.Count > 0) return LineRuns.Text(left.Lines);
        if (hunk.Unlined is { } unlined) return $"({unlined})";
        return hunk.Count switch
        {
            < 0 => "as a whole",
            0 => $"behind line {hunk.Start}",
            _ => LineRuns.Text([hunk.Start, hunk.Start + hunk.Count - 1]),
        };
    }

    /// <summary>All that is left over, a sentence each: what was found wanting first, then lines, then files.</summary>
    public static IEnumerable<string> LeftOver(CodeReport report) =>
    [
        .. report.Unknown.Select(Unknown), .. report.Found.Select(Found), .. report.Lines.SelectMany(h => h.Missing.Select(m => Left(h, m))), .. report.LeftFiles.Select(Left),
    ];

    private static string Counts(CodeReport report, string of) => string.Join(", ", report.Processors
        .Where(p => p.Of == of && (p.Asked > 0 || p.Known > 0))
        .Select(p => p.Asked > 0 ? $"{p.Name} {p.Handled} of {p.Asked}" : $"{p.Name} {p.Known}, not asked for"));

    private static string TakenOver(CodeReport report) => report.TakenOver is not { } taken ? ""
        : report.FilesProcessed == report.Files ? $", or with the history that was {taken}; all {Texts.Count(report.Files, "file")} were handled by all that the policy asks for"
        : $", or with the history that was {taken}; only {report.FilesProcessed} of {Texts.Count(report.Files, "file")} were handled";

    private static string Since(CodeReport report) => report.Previous.IsNone ? ", the first release" : $" since {report.Previous.Abbreviated}";
}
