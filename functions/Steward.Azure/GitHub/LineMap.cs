using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>Where the lines of a file were in an older version of it.</summary>
internal sealed class LineMap
{
    private readonly IReadOnlyList<string> _before;
    private readonly IReadOnlyList<string> _after;
    private readonly int[] _lines;

    /// <summary>Compares two versions.</summary>
    public LineMap(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        (_before, _after, _lines) = (before, after, new int[after.Count + 1]);
        var (line, old) = (1, 1);
        foreach (var hunk in LineDiff.Compare(before, after).Append(new Hunk(before.Count + 1, 1, after.Count + 1, 1)))
        {
            var start = hunk.NewCount == 0 ? hunk.NewStart + 1 : hunk.NewStart;
            while (line < start) _lines[line++] = old++;
            (line, old) = (line + hunk.NewCount, old + hunk.OldCount);
        }
    }

    /// <summary>The line's number in the older version, from 1; where the comparison says that it is new, the nearest line of the same text.</summary>
    public int Before(int line)
    {
        if (line < _lines.Length && _lines[line] > 0) return _lines[line];
        var same = Enumerable.Range(1, _before.Count).Where(l => line <= _after.Count && _before[l - 1] == _after[line - 1]).ToList();
        return same.Count > 0 ? same.MinBy(l => Math.Abs(l - line)) : Math.Clamp(line, 1, Math.Max(1, _before.Count));
    }
}
