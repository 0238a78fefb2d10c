using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Lines;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>Gathers what a format reads, line by line, so that what was read before a break is kept.</summary>
public sealed class CoverageBuilder
{
    private const int MaxFiles = 100_000;
    private const int MaxPath = 1024;
    private const int MaxRoots = 100;
    private const int MaxNotes = 5;
    private const int MaxSpan = 10_000;
    private readonly Dictionary<(string Path, string? Module), CoverageFileBuilder> _files = [];
    private readonly List<string> _roots = [];
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);
    private long _room = 5_000_000;

    /// <summary>What makes the report incomplete although it is well-formed, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>The files so far.</summary>
    public int Files => _files.Count;

    /// <summary>Takes a folder that paths begin in.</summary>
    public void Root(string? folder)
    {
        var trimmed = folder?.Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length > MaxPath || _roots.Contains(trimmed)) return;
        if (_roots.Count < MaxRoots) _roots.Add(trimmed);
        else Note($"It names more than {MaxRoots} source folders; the others are not looked at.");
    }

    /// <summary>The file of a path; null, with a note, for a path that can be none. A path that was there already goes on.</summary>
    public CoverageFileBuilder? File(string? path, string? module = null)
    {
        var trimmed = path?.Trim();
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length > MaxPath || trimmed.Contains('\0', StringComparison.Ordinal))
        {
            Note("It names a file with an empty path, or one that is too long to be a path; its lines are left out.");
            return null;
        }

        var key = (trimmed, Texts.Clip(module, MaxPath));
        if (_files.TryGetValue(key, out var known)) return known;
        if (_files.Count == MaxFiles) throw new ReportBrokenException($"it names more than {MaxFiles} files");
        return _files[key] = new CoverageFileBuilder(this);
    }

    /// <summary>Whether a statement of some more lines is followed line by line: up to a number of each, and of all together.</summary>
    internal bool HasRoomFor(long lines) => lines <= MaxSpan && (_room -= lines) >= 0;

    /// <summary>Says what is odd; the first few are kept, each once.</summary>
    public void Note(string note)
    {
        if (_notes.Count < MaxNotes) _notes.Add(Texts.Clip(note, 300));
    }

    /// <summary>Says that the report is not whole; the first problem stays.</summary>
    public void Incomplete(string problem) => Problem ??= Texts.Clip(problem, 500);

    /// <summary>The report.</summary>
    internal CoverageReport Build(string format, string? problem)
    {
        var files = _files.Select(f => f.Value.Build(f.Key.Path, f.Key.Module)).ToList();
        var empty = files.All(f => f.Covered.Count + f.Uncovered.Count == 0) ? "The report holds no line of any file: its test run measured nothing." : null;
        return new CoverageReport(format, problem ?? Problem ?? empty, files, _roots, [.. _notes]);
    }
}

/// <summary>Gathers the lines of one file.</summary>
/// <param name="owner">Where odd things are noted.</param>
public sealed class CoverageFileBuilder(CoverageBuilder owner)
{
    private readonly LineHits _hits = new();
    private readonly List<(int First, int Last, bool Covered)> _spans = [];
    private long _branches;
    private long _taken;

    /// <summary>Takes a line. A number that can be no line's is noted and left out; hits that are not a number count as none.</summary>
    public void Line(long? number, long? hits)
    {
        if (hits is null or < 0) owner.Note("It has lines whose number of executions is negative or no number; they count as not executed.");
        if (!_hits.Add(number ?? 0, hits > 0)) owner.Note($"It has line numbers below 1, beyond {LineHits.MaxLine}, or that are none; those lines are left out.");
    }

    /// <summary>Takes a statement of several lines: its first line for sure; of the others those on which no statement begins, by the shortest around them.</summary>
    public void Span(long? first, long? last, long? hits)
    {
        Line(first, hits);
        if (first is not (>= 1 and <= LineHits.MaxLine) || last is not { } end || end <= first) return;
        if (owner.HasRoomFor(end - first.Value)) _spans.Add(((int)first + 1, (int)end, hits > 0));
        else owner.Note("It has statements of too many lines; of some only the first line is taken.");
    }

    /// <summary>Takes branches.</summary>
    public void Branches(long all, long taken)
    {
        const int Most = 1_000_000;
        if (all is < 0 or > Most || taken < 0 || taken > all) owner.Note("It has numbers of branches that cannot be; they are left out.");
        else (_branches, _taken) = (_branches + all, _taken + taken);
    }

    internal FileCoverage Build(string path, string? module)
    {
        if (_spans.Count > 0) _hits.AddBeyond(OfSpans());
        _spans.Clear();
        var (covered, uncovered) = _hits.Build();
        return new FileCoverage(path, module, covered, uncovered) { Branches = _branches, BranchesTaken = _taken };
    }

    private LineHits OfSpans()
    {
        var (known, hits) = (new HashSet<int>(), new LineHits());
        foreach (var (first, last, covered) in _spans.OrderBy(s => s.Last - s.First).ThenBy(s => s.Covered))
        {
            for (var line = first; line <= last; line++)
            {
                if (known.Add(line)) hits.Add(line, covered);
            }
        }

        return hits;
    }
}
