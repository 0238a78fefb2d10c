using System.Buffers;
using System.Text;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>
/// Turns bytes of a report into text: references resolved, line ends made one, and a replacement character in the place of what XML forbids
/// (XML 1.0, section 2.2) and tools print all the same: the colours of a terminal, zero bytes.
/// </summary>
internal static class XmlText
{
    // A character is at most three bytes for each UTF-16 unit, a reference at most sixteen.
    private const int MostBytesOfUnit = 16;

    // Control characters, references, and the first byte of U+FEFF, U+FFFE and U+FFFF.
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (byte)c), (byte)'&', 0xEF]);

    /// <summary>The text, at most <paramref name="max"/> characters of it.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int max)
    {
        if (bytes.Length > max * MostBytesOfUnit) bytes = bytes[..XmlWindow.WholeLength(bytes[..(max * MostBytesOfUnit)])];
        if (bytes.IndexOfAny(Special) < 0 && bytes.Length <= max) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(Math.Min(bytes.Length, max));
        Append(text, bytes, max, resolve: true, spaces: true);
        return text.ToString();
    }

    /// <summary>Adds text up to a length in all.</summary>
    /// <param name="text">What there is.</param>
    /// <param name="bytes">What comes behind it.</param>
    /// <param name="max">The most characters of <paramref name="text"/>.</param>
    /// <param name="resolve">Whether references are resolved: not in CDATA.</param>
    /// <param name="spaces">Whether line breaks are spaces, as in attributes (XML 1.0, section 3.3.3).</param>
    public static void Append(StringBuilder text, ReadOnlySpan<byte> bytes, int max, bool resolve, bool spaces = false)
    {
        while (bytes.Length > 0 && text.Length < max)
        {
            var plain = bytes.IndexOfAny(Special);
            if (plain != 0) bytes = bytes[AppendPlain(text, plain < 0 ? bytes : bytes[..plain], max - text.Length)..];
            else if (resolve && bytes[0] == '&' && bytes.IndexOf((byte)';') is > 0 and var end) bytes = bytes[AppendReference(text, bytes[..end])..];
            else bytes = bytes[AppendSpecial(text, bytes, spaces)..];
        }

        if (text.Length > max) text.Length = max;
        if (text.Length > 0 && char.IsHighSurrogate(text[^1])) text.Length--;
    }

    // A little more than fits, so that a character that is cut off stands behind what is kept.
    private static int AppendPlain(StringBuilder text, ReadOnlySpan<byte> bytes, int room)
    {
        var taken = Math.Min(bytes.Length, 3 * room + 3);
        text.Append(Encoding.UTF8.GetString(bytes[..taken]));
        return taken;
    }

    private static int AppendReference(StringBuilder text, ReadOnlySpan<byte> reference)
    {
        text.Append(Resolve(reference[1..]));
        return reference.Length + 1;
    }

    private static int AppendSpecial(StringBuilder text, ReadOnlySpan<byte> bytes, bool spaces)
    {
        Rune.DecodeFromUtf8(bytes, out var rune, out var taken);
        Span<char> units = stackalloc char[2];
        if (Clean(rune, bytes[taken..], spaces) is { } clean) text.Append(units[..clean.EncodeToUtf16(units)]);
        return taken;
    }

    private static Rune? Clean(Rune rune, ReadOnlySpan<byte> next, bool spaces) => rune.Value switch
    {
        '\r' when next is [(byte)'\n', ..] => null,
        '\r' or '\n' or '\t' when spaces => new Rune(' '),
        '\r' => new Rune('\n'),
        < ' ' and not ('\n' or '\t') or 0xFEFF or 0xFFFE or 0xFFFF => Rune.ReplacementChar,
        _ => rune,
    };

    private static string Resolve(ReadOnlySpan<byte> name) => name switch
    {
        _ when name.SequenceEqual("lt"u8) => "<",
        _ when name.SequenceEqual("gt"u8) => ">",
        _ when name.SequenceEqual("amp"u8) => "&",
        _ when name.SequenceEqual("quot"u8) => "\"",
        _ when name.SequenceEqual("apos"u8) => "'",
        [(byte)'#', ..] when XmlProblems.CodePoint(name[1..]) is { } point => Of(point),
        _ => "\uFFFD",
    };

    private static string Of(int point)
    {
        var rune = Rune.IsValid(point) ? new Rune(point) : Rune.ReplacementChar;
        return point is '\r' or '\n' or '\t' ? ((char)point).ToString() : (Clean(rune, default, spaces: false) ?? Rune.ReplacementChar).ToString();
    }
}
