using Steward.Gates;
using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;

namespace Steward.Stages.Testing.Coverage;

/// <summary>All counting reports of all sets together: a line is covered when any of them covered it.</summary>
internal sealed class MergedCoverage
{
    private readonly Dictionary<string, (int[] Covered, int[] Known)> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _extensions = new(StringComparer.Ordinal);
    private readonly List<string> _ambiguous = [];

    /// <summary>Paths of reports that fit several files of the repository.</summary>
    public IReadOnlyList<string> Ambiguous => _ambiguous;

    /// <summary>Merges what sets have reported about some files; null when a payload is not there to be read.</summary>
    public static MergedCoverage? Of(IEnumerable<CoverageSet> sets, GateFacts facts, IReadOnlySet<string> wanted)
    {
        var merged = new MergedCoverage();
        foreach (var digest in sets.SelectMany(s => s.Parts).Select(p => p.Payload).Distinct(StringComparer.Ordinal))
        {
            if (digest is null || !facts.Payloads.TryGetValue(digest, out var bytes)) return null;
            merged.Add(Json.Read<CoveragePayload>(bytes), wanted);
        }

        return merged;
    }

    /// <summary>What is known about the lines of a file that a change has.</summary>
    public ChangedFileCoverage Measure(ChangedPath changed)
    {
        if (_files.TryGetValue(changed.Path, out var file))
        {
            var counting = LineRuns.Both(changed.Lines, file.Known);
            return new ChangedFileCoverage(changed.Path, LineRuns.Count(counting), LineRuns.Without(counting, file.Covered), IsKnown: true);
        }

        // No report knows it, but they know others of its kind: nobody has tried to execute it.
        var unseen = _extensions.Contains(Path.GetExtension(changed.Path)) ? changed.Lines : [];
        return new ChangedFileCoverage(changed.Path, LineRuns.Count(unseen), unseen, IsKnown: false);
    }

    private void Add(CoveragePayload report, IReadOnlySet<string> wanted)
    {
        _ambiguous.AddRange(report.Ambiguous);
        foreach (var file in report.Files)
        {
            if (Path.GetExtension(file.Path) is { Length: > 0 } extension) _extensions.Add(extension);
            if (wanted.Contains(file.Path)) Add(file);
        }
    }

    private void Add(CoveredFile file)
    {
        var (covered, known) = _files.GetValueOrDefault(file.Path, ([], []));
        _files[file.Path] = (LineRuns.Union(covered, file.Covered), LineRuns.Union(known, LineRuns.Union(file.Covered, file.Uncovered)));
    }
}

/// <summary>The lines of one file that a change has and that can be executed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Lines">How many there are.</param>
/// <param name="Uncovered">Those that no test executed, as <see cref="LineRuns"/>.</param>
/// <param name="IsKnown">Whether any report knows the file.</param>
internal sealed record ChangedFileCoverage(string Path, long Lines, IReadOnlyList<int> Uncovered, bool IsKnown);
