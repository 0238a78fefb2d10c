namespace Steward.Vault.Sources.Folders.Patterns;

/// <summary>A bracket expression of a pattern: <c>[a-z]</c>, <c>[!0-9]</c>, <c>[[:digit:]_]</c>.</summary>
internal static class ByteClass
{
    /// <summary>Whether a byte belongs to the class that begins at <paramref name="p"/>, which is moved to its end; null when it has no end or an unknown name in it.</summary>
    public static bool? Read(ReadOnlySpan<byte> pattern, ref int p, byte value)
    {
        var i = p + 1;
        var negated = i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^';
        if (negated) i++;
        var (matched, before, first) = (false, -1, true);
        for (; i < pattern.Length && (first || pattern[i] != ']'); i++, first = false)
        {
            if (!Member(pattern, ref i, ref before, value, ref matched)) return null;
        }

        if (i >= pattern.Length) return null;
        p = i;
        return matched != negated;
    }

    // One member: a byte, the end of a range whose beginning came before, or a named class. False when it is broken.
    private static bool Member(ReadOnlySpan<byte> pattern, ref int i, ref int before, byte value, ref bool matched)
    {
        if (pattern[i] == '-' && before >= 0 && i + 1 < pattern.Length && pattern[i + 1] != ']')
        {
            i++;
            if (pattern[i] == '\\' && ++i == pattern.Length) return false;
            matched |= value >= before && value <= pattern[i];
            before = -1;
            return true;
        }

        if (pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':') return Named(pattern, ref i, ref before, value, ref matched);
        if (pattern[i] == '\\' && ++i == pattern.Length) return false;
        before = pattern[i];
        matched |= value == before;
        return true;
    }

    private static bool Named(ReadOnlySpan<byte> pattern, ref int i, ref int before, byte value, ref bool matched)
    {
        var end = pattern[(i + 2)..].IndexOf((byte)']');
        if (end < 0) return false;
        var name = pattern.Slice(i + 2, end);
        if (name.IsEmpty || name[^1] != ':')
        {
            // No ":]": the bracket is a member like others.
            before = '[';
            matched |= value == before;
            return true;
        }

        if (Holds(name[..^1], value) is not { } holds) return false;
        (matched, before, i) = (matched | holds, -1, i + 2 + end);
        return true;
    }

    private static bool? Holds(ReadOnlySpan<byte> name, byte value) => System.Text.Encoding.ASCII.GetString(name) switch
    {
        "alnum" => char.IsAsciiLetterOrDigit((char)value),
        "alpha" => char.IsAsciiLetter((char)value),
        "blank" => value is (byte)' ' or (byte)'\t',
        "cntrl" => value is < 32 or 127,
        "digit" => char.IsAsciiDigit((char)value),
        "graph" => value is > 32 and < 127,
        "lower" => char.IsAsciiLetterLower((char)value),
        "print" => value is >= 32 and < 127,
        "punct" => value is > 32 and < 127 && !char.IsAsciiLetterOrDigit((char)value),
        "space" => value is (byte)' ' or (>= 9 and <= 13),
        "upper" => char.IsAsciiLetterUpper((char)value),
        "xdigit" => char.IsAsciiHexDigit((char)value),
        _ => null,
    };
}
