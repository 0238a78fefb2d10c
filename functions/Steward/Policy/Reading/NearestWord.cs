namespace Steward.Policy.Reading;

/// <summary>Finds the word that somebody probably meant.</summary>
internal static class NearestWord
{
    private const int MaxLength = 60;

    /// <summary>" Did you mean 'x'?", or nothing when no word is near enough.</summary>
    public static string Hint(string written, IEnumerable<string> words) => Of(written, words) is { } word ? $" Did you mean '{word}'?" : "";

    /// <summary>The nearest word, at most a third of its letters (and at least one) away; null when there is none.</summary>
    public static string? Of(string written, IEnumerable<string> words)
    {
        if (written.Length > MaxLength) return null;
        var lower = written.ToLowerInvariant();
        return words
            .Select(word => (Word: word, Distance: Distance(lower, word.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    // Optimal string alignment: letters left out, added, replaced, or swapped with their neighbour.
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) table[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++) table[i, j] = Step(table, a, b, i, j);
        }

        return table[a.Length, b.Length];
    }

    private static int Step(int[,] table, string a, string b, int i, int j)
    {
        var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
