using System.Globalization;

namespace Steward.Source;

/// <summary>
/// Sets of lines as runs, the form in which payloads carry them: the first and the last line of each run one after the other, ascending and not
/// touching. <c>[12, 15, 20, 20]</c> are the lines 12 to 15 and 20.
/// </summary>
public static class LineRuns
{
    /// <summary>The lines that are in either of two sets.</summary>
    public static int[] Union(IReadOnlyList<int> a, IReadOnlyList<int> b) => Combine(a, b, static (inA, inB) => inA || inB);

    /// <summary>The lines that are in both of two sets.</summary>
    public static int[] Both(IReadOnlyList<int> a, IReadOnlyList<int> b) => Combine(a, b, static (inA, inB) => inA && inB);

    /// <summary>The lines of the first set that are not in the second.</summary>
    public static int[] Without(IReadOnlyList<int> a, IReadOnlyList<int> b) => Combine(a, b, static (inA, inB) => inA && !inB);

    /// <summary>The set of some lines in any order.</summary>
    public static int[] Of(IEnumerable<int> lines)
    {
        var runs = new List<int>();
        foreach (var line in lines.Order()) Append(runs, line);
        return [.. runs];
    }

    /// <summary>The set of some runs (first line, number of lines) in any order.</summary>
    public static int[] OfRuns(IEnumerable<(int First, int Count)> runs)
    {
        var found = new List<int>();
        foreach (var (first, count) in runs.Where(r => r.Count > 0).Order())
        {
            var last = first + count - 1;
            if (found.Count == 0 || first > found[^1] + 1) found.AddRange([first, last]);
            else found[^1] = Math.Max(found[^1], last);
        }

        return [.. found];
    }

    /// <summary>How many lines there are.</summary>
    public static long Count(IReadOnlyList<int> runs)
    {
        var count = 0L;
        for (var i = 0; i + 1 < runs.Count; i += 2) count += runs[i + 1] - runs[i] + 1;
        return count;
    }

    /// <summary>The lines for people: "lines 12-15, 20"; beyond a number of runs how many more there are.</summary>
    public static string Text(IReadOnlyList<int> runs, int show = 8)
    {
        var shown = Enumerable.Range(0, Math.Min(runs.Count / 2, show)).Select(i => One(runs[2 * i], runs[(2 * i) + 1]));
        var rest = Count([.. runs.Skip(2 * show)]);
        var more = rest == 0 ? "" : $" and {rest.ToString(CultureInfo.InvariantCulture)} more";
        return $"{(Count(runs) == 1 ? "line" : "lines")} {string.Join(", ", shown)}{more}";
    }

    /// <summary>Adds a line behind those that are there; the last one again changes nothing.</summary>
    internal static void Append(List<int> runs, int line)
    {
        if (runs.Count > 0 && line <= runs[^1] + 1) runs[^1] = line;
        else runs.AddRange([line, line]);
    }

    private static string One(int first, int last) =>
        first == last ? first.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{first}-{last}");

    // Walks along the edges of both: an even edge opens a run, an odd one lies behind its last line.
    private static int[] Combine(IReadOnlyList<int> a, IReadOnlyList<int> b, Func<bool, bool, bool> keep)
    {
        var (found, i, j, inside) = (new List<int>(), 0, 0, false);
        while (i < a.Count || j < b.Count)
        {
            var at = Math.Min(Edge(a, i), Edge(b, j));
            while (i < a.Count && Edge(a, i) == at) i++;
            while (j < b.Count && Edge(b, j) == at) j++;
            var now = keep(i % 2 == 1, j % 2 == 1);
            if (now != inside) found.Add(now ? at : at - 1);
            inside = now;
        }

        return [.. found];
    }

    private static int Edge(IReadOnlyList<int> runs, int edge) => edge >= runs.Count ? int.MaxValue : runs[edge] + (edge % 2);
}
