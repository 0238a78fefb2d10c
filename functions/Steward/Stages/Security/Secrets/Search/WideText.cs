using Steward.Stages.Security.Secrets.Rules;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>Texts of UTF-16 inside binary contents, such as the string literals of a compiled program: ASCII with a zero byte beside each character.</summary>
internal static class WideText
{
    private const int Shortest = 16;

    /// <summary>Searches a narrow text.</summary>
    public delegate void Searching(ReadOnlySpan<char> text, int from, int end, Keywords keywords, List<RawFinding> found);

    /// <summary>Adds what is found in the wide texts that begin between two places; the byte order makes no difference.</summary>
    public static void Search(ReadOnlySpan<char> text, int from, int end, Searching search, List<RawFinding> findings)
    {
        var narrow = new char[SecretRule.MaxLength];
        var found = new List<RawFinding>();
        for (var at = from; at < end; at++)
        {
            var zero = text[at..].IndexOf('\0');
            if (zero < 0) return;
            at += Math.Max(0, zero - 1);
            var length = Copy(text[at..], narrow);
            if (length < Shortest) continue;
            Search(narrow.AsSpan(0, length), search, found);
            // What begins later is found again in the next window.
            foreach (var one in found.Where(f => at + (2 * f.Start) < end)) findings.Add(one with { Start = at + (2 * one.Start), Length = 2 * one.Length });
            // The last characters of a text that is longer than a step are looked at again with what follows.
            at += 2 * (length == narrow.Length ? length / 2 : length);
        }
    }

    private static void Search(ReadOnlySpan<char> narrow, Searching search, List<RawFinding> found)
    {
        found.Clear();
        search(narrow, 0, narrow.Length, SecretRules.Exact, found);
        search(narrow, 0, narrow.Length, SecretRules.AnyCase, found);
    }

    private static int Copy(ReadOnlySpan<char> wide, Span<char> narrow)
    {
        var length = 0;
        while (length < narrow.Length && (2 * length) + 1 < wide.Length && wide[2 * length] is >= '\t' and < '\u007f' && wide[(2 * length) + 1] == '\0')
            narrow[length] = wide[2 * length++];
        return length;
    }
}
