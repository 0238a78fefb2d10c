namespace Steward.Source;

/// <summary>The changed runs of lines between two texts, for sources whose service gives no patch.</summary>
/// <remarks>
/// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy form, after cutting the common head and tail. Where more than
/// <see cref="MaxEdits"/> edits would be needed, everything between head and tail is one hunk: more lines than changed, never fewer.
/// </remarks>
public static class LineDiff
{
    private const int MaxEdits = 2000;

    /// <summary>The hunks, first to last.</summary>
    public static IReadOnlyList<Hunk> Compare(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) => Compare(TextLines.Split(before), TextLines.Split(after));

    /// <summary>The hunks, first to last.</summary>
    public static IReadOnlyList<Hunk> Compare(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var head = CommonHead(before, after);
        var tail = CommonTail(before, after, head);
        var old = before.Skip(head).Take(before.Count - head - tail).ToArray();
        var now = after.Skip(head).Take(after.Count - head - tail).ToArray();
        if (old.Length + now.Length == 0) return [];
        var runs = old.Length == 0 || now.Length == 0 ? null : Trace(old, now);
        return [.. (runs ?? [(0, old.Length, 0, now.Length)]).Select(r => ToHunk(r, head))];
    }

    /// <summary>The hunk of a file that is wholly new or wholly gone; none for one without lines.</summary>
    public static IReadOnlyList<Hunk> Whole(int oldLines, int newLines) =>
        oldLines + newLines == 0 ? [] : [new Hunk(Math.Min(oldLines, 1), oldLines, Math.Min(newLines, 1), newLines)];

    private static Hunk ToHunk((int Old, int OldCount, int New, int NewCount) run, int head) => new(
        head + run.Old + (run.OldCount == 0 ? 0 : 1), run.OldCount, head + run.New + (run.NewCount == 0 ? 0 : 1), run.NewCount);

    private static int CommonHead(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var head = 0;
        while (head < Math.Min(a.Count, b.Count) && a[head] == b[head]) head++;
        return head;
    }

    private static int CommonTail(IReadOnlyList<string> a, IReadOnlyList<string> b, int head)
    {
        var tail = 0;
        while (tail < Math.Min(a.Count, b.Count) - head && a[^(tail + 1)] == b[^(tail + 1)]) tail++;
        return tail;
    }

    // Runs forward, keeping the frontier of each number of edits; null when there would be too many.
    private static List<(int Old, int OldCount, int New, int NewCount)>? Trace(string[] a, string[] b)
    {
        var limit = Math.Min(a.Length + b.Length, MaxEdits);
        var frontier = new int[(2 * limit) + 3];
        var history = new List<int[]>();
        for (var edits = 0; edits <= limit; edits++)
        {
            if (Advance(a, b, frontier, edits, limit + 1)) return Runs(a, b, history, edits);
            history.Add(frontier[(limit + 1 - edits)..(limit + 2 + edits)]);
        }

        return null;
    }

    private static bool Advance(string[] a, string[] b, int[] frontier, int edits, int zero)
    {
        for (var k = -edits; k <= edits; k += 2)
        {
            var down = k == -edits || (k != edits && frontier[zero + k - 1] < frontier[zero + k + 1]);
            var x = down ? frontier[zero + k + 1] : frontier[zero + k - 1] + 1;
            while (x < a.Length && x - k < b.Length && x - k >= 0 && a[x] == b[x - k]) x++;
            frontier[zero + k] = x;
            if (x >= a.Length && x - k >= b.Length) return true;
        }

        return false;
    }

    // Runs backward through the frontiers and marks what was removed and added.
    private static List<(int Old, int OldCount, int New, int NewCount)> Runs(string[] a, string[] b, List<int[]> history, int edits)
    {
        var (removed, added) = (new bool[a.Length], new bool[b.Length]);
        var (x, y) = (a.Length, b.Length);
        for (var d = edits; d > 0; d--)
        {
            var (before, zero, k) = (history[d - 1], d - 1, x - y);
            int At(int diagonal) => Math.Abs(diagonal) <= d - 1 ? before[zero + diagonal] : -1;
            var down = k == -d || (k != d && At(k - 1) < At(k + 1));
            x = down ? At(k + 1) : At(k - 1);
            y = x - (down ? k + 1 : k - 1);
            if (down) added[y] = true;
            else removed[x] = true;
        }

        return Collect(removed, added);
    }

    private static List<(int Old, int OldCount, int New, int NewCount)> Collect(bool[] removed, bool[] added)
    {
        var runs = new List<(int, int, int, int)>();
        for (int x = 0, y = 0; x < removed.Length || y < added.Length; x++, y++)
        {
            var (oldStart, newStart) = (x, y);
            while (x < removed.Length && removed[x]) x++;
            while (y < added.Length && added[y]) y++;
            if (x > oldStart || y > newStart) runs.Add((oldStart, x - oldStart, newStart, y - newStart));
        }

        return runs;
    }
}
