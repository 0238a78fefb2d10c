using Steward.Source;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>What was read of one report of coverage.</summary>
/// <param name="Format">The format, for instance <c>Cobertura</c>; null when it is none that Steward knows.</param>
/// <param name="Problem">One sentence that says what is wrong and where; null when the report was read to its end.</param>
/// <param name="Files">The files in the order of the report, each once.</param>
/// <param name="Roots">Folders that the report says its paths begin in.</param>
/// <param name="Notes">What is odd about it and changes no line.</param>
public sealed record CoverageReport(
    string? Format, string? Problem, IReadOnlyList<FileCoverage> Files, IReadOnlyList<string> Roots, IReadOnlyList<string> Notes)
{
    /// <summary>True when nothing could be read at all.</summary>
    public bool Unreadable => Format is null;

    /// <summary>The counts over all files.</summary>
    public CoverageCounts Counts => CoverageCounts.Of(Files);

    /// <summary>A report of which nothing could be read.</summary>
    public static CoverageReport Unread(string problem) => new(null, problem, [], [], []);
}

/// <summary>What a report says of one file.</summary>
/// <param name="Path">Its path as the report writes it.</param>
/// <param name="Module">The module or group that the report names with it, or null.</param>
/// <param name="Covered">The lines that were executed, as <see cref="LineRuns"/>.</param>
/// <param name="Uncovered">The lines that could have been executed and were not, as <see cref="LineRuns"/>.</param>
public sealed record FileCoverage(string Path, string? Module, IReadOnlyList<int> Covered, IReadOnlyList<int> Uncovered)
{
    /// <summary>The branches that the report counts.</summary>
    public long Branches { get; init; }

    /// <summary>Those of them that were taken.</summary>
    public long BranchesTaken { get; init; }
}

/// <summary>The counts of one or several reports.</summary>
/// <param name="Files">Files.</param>
/// <param name="Lines">Lines that can be executed.</param>
/// <param name="Covered">Lines that were.</param>
/// <param name="Branches">Branches.</param>
/// <param name="BranchesTaken">Branches that were taken.</param>
public sealed record CoverageCounts(int Files, long Lines, long Covered, long Branches, long BranchesTaken)
{
    /// <summary>The covered share in percent, cut (not rounded) to a tenth; null when there is no line.</summary>
    public double? Percent => Lines == 0 ? null : Covered * 1000 / Lines / 10.0;

    /// <summary>Counts files.</summary>
    public static CoverageCounts Of(IReadOnlyCollection<FileCoverage> files)
    {
        var covered = files.Sum(f => LineRuns.Count(f.Covered));
        return new CoverageCounts(
            files.Count, covered + files.Sum(f => LineRuns.Count(f.Uncovered)), covered, files.Sum(f => f.Branches), files.Sum(f => f.BranchesTaken));
    }

    /// <summary>
    /// Counts several reports together: a file that several name by the same path and module is one, and a line of it is covered when any says so.
    /// Branches are those of the report that knows most of them, since reports do not name single ones alike.
    /// </summary>
    public static CoverageCounts OfAll(IEnumerable<CoverageReport> reports) =>
        Of([.. reports.SelectMany(r => r.Files).GroupBy(f => (f.Path, f.Module)).Select(same => same.Aggregate(Merge))]);

    private static FileCoverage Merge(FileCoverage a, FileCoverage b)
    {
        var covered = LineRuns.Union(a.Covered, b.Covered);
        var most = a.BranchesTaken >= b.BranchesTaken ? a : b;
        return most with { Covered = covered, Uncovered = LineRuns.Without(LineRuns.Union(a.Uncovered, b.Uncovered), covered) };
    }
}
