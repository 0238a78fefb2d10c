namespace Steward.Vault.Sources.Folders.Patterns;

/// <summary>
/// Wildcards as git reads them in ignore files (gitignore(5)): '*' and '?' within a name, '**' across names where it stands alone between slashes, '[...]' with ranges,
/// classes and negation, '\' before a character that means itself. By bytes.
/// </summary>
internal static class Wildmatch
{
    // What a failed branch says to the star before it, so that many stars do not take exponential time.
    private enum Outcome
    {
        Match,
        NoMatch,

        // No later place in this name can match: only a '**' may go on.
        AbortName,

        // No later place at all can match.
        AbortAll,
    }

    /// <summary>True when the whole path matches the whole pattern.</summary>
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> path) => Run(pattern, 0, path) == Outcome.Match;

    private static Outcome Run(ReadOnlySpan<byte> pattern, int start, ReadOnlySpan<byte> text)
    {
        var t = 0;
        for (var p = start; p < pattern.Length; p++, t++)
        {
            if (t == text.Length && pattern[p] != '*') return Outcome.AbortAll;
            switch (pattern[p])
            {
                case (byte)'?':
                    if (text[t] == '/') return Outcome.NoMatch;
                    break;
                case (byte)'*':
                    return Star(pattern, start, p, text[t..]);
                case (byte)'[':
                    if (ByteClass.Read(pattern, ref p, text[t]) is not { } matched) return Outcome.AbortAll;
                    if (!matched || text[t] == '/') return Outcome.NoMatch;
                    break;
                case (byte)'\\':
                    if (++p == pattern.Length || pattern[p] != text[t]) return Outcome.NoMatch;
                    break;
                default:
                    if (pattern[p] != text[t]) return Outcome.NoMatch;
                    break;
            }
        }

        return t == text.Length ? Outcome.Match : Outcome.NoMatch;
    }

    private static Outcome Star(ReadOnlySpan<byte> pattern, int start, int star, ReadOnlySpan<byte> text)
    {
        var p = star + 1;
        while (p < pattern.Length && pattern[p] == '*') p++;
        var across = p - star > 1 && (star == start || pattern[star - 1] == '/') && StandsAlone(pattern[p..]);
        if (across && p < pattern.Length && pattern[p] == '/' && Run(pattern, p + 1, text) == Outcome.Match) return Outcome.Match;
        if (p == pattern.Length) return across || !text.Contains((byte)'/') ? Outcome.Match : Outcome.AbortName;
        if (across || pattern[p] != '/') return Anywhere(pattern, p, text, across);
        var slash = text.IndexOf((byte)'/');
        return slash < 0 ? Outcome.AbortAll : Run(pattern, p, text[slash..]);
    }

    private static bool StandsAlone(ReadOnlySpan<byte> after) => after.IsEmpty || after[0] == '/' || after.StartsWith("\\/"u8);

    // The rest of the pattern at each place that the star can reach.
    private static Outcome Anywhere(ReadOnlySpan<byte> pattern, int p, ReadOnlySpan<byte> text, bool across)
    {
        for (var t = 0; t < text.Length; t++)
        {
            var matched = Run(pattern, p, text[t..]);
            if (matched is Outcome.Match or Outcome.AbortAll || (matched == Outcome.AbortName && !across)) return matched;
            if (!across && text[t] == '/') return Outcome.AbortName;
        }

        return Outcome.AbortAll;
    }
}
