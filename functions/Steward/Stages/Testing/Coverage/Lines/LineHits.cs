using System.Runtime.InteropServices;
using Steward.Source;

namespace Steward.Stages.Testing.Coverage.Lines;

/// <summary>Gathers what a report says of the lines of one file, in any order and as often as it likes: a line that was executed once is covered.</summary>
internal sealed class LineHits
{
    /// <summary>The highest line that is taken for one.</summary>
    public const int MaxLine = 10_000_000;

    // Four bytes an entry, so that memory is bounded by the report's own size: the line, and in the lowest bit whether it was executed.
    private readonly List<int> _entries = [];

    /// <summary>Takes a line; false for a number that is no line's.</summary>
    public bool Add(long line, bool covered)
    {
        if (line is < 1 or > MaxLine) return false;
        _entries.Add(((int)line << 1) | (covered ? 1 : 0));
        return true;
    }

    /// <summary>Takes the lines of a set that nothing was said about yet.</summary>
    public void AddBeyond(LineHits others)
    {
        var (known, (covered, uncovered)) = (Build(), others.Build());
        var knows = LineRuns.Union(known.Covered, known.Uncovered);
        Add(LineRuns.Without(covered, knows), true);
        Add(LineRuns.Without(uncovered, knows), false);
    }

    /// <summary>The covered and the uncovered lines, as runs.</summary>
    public (int[] Covered, int[] Uncovered) Build()
    {
        var sorted = CollectionsMarshal.AsSpan(_entries);
        sorted.Sort();
        var (covered, uncovered) = (new List<int>(), new List<int>());
        for (var i = 0; i < sorted.Length; i++)
        {
            // Of a line's entries those that say "executed" come last.
            if (i + 1 < sorted.Length && sorted[i + 1] >> 1 == sorted[i] >> 1) continue;
            LineRuns.Append((sorted[i] & 1) == 1 ? covered : uncovered, sorted[i] >> 1);
        }

        return ([.. covered], [.. uncovered]);
    }

    private void Add(int[] runs, bool covered)
    {
        for (var i = 0; i < runs.Length; i += 2)
        {
            for (var line = runs[i]; line <= runs[i + 1]; line++) Add(line, covered);
        }
    }
}
