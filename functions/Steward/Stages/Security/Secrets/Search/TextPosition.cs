namespace Steward.Stages.Security.Secrets.Search;

/// <summary>Lines and columns of places in a text that passes by, each character looked at once.</summary>
/// <param name="isUtf8">Whether the text is UTF-8, so that the bytes 80 to BF continue a character; otherwise each byte is one.</param>
internal struct TextPosition(bool isUtf8)
{
    private int _line = 1;
    private long _column = 1;

    /// <summary>The line, from 1.</summary>
    public readonly int Line => _line;

    /// <summary>The character in the line, from 1.</summary>
    public readonly long Column => _column;

    /// <summary>Goes on over some text.</summary>
    public void Pass(ReadOnlySpan<char> text)
    {
        var last = text.LastIndexOf('\n');
        if (last >= 0)
        {
            _line += text.Count('\n');
            _column = 1;
            text = text[(last + 1)..];
        }

        _column += isUtf8 ? Characters(text) : text.Length;
    }

    private static int Characters(ReadOnlySpan<char> bytes)
    {
        if (bytes.IndexOfAnyInRange('\u0080', '\u00bf') < 0) return bytes.Length;
        var count = 0;
        foreach (var b in bytes)
        {
            if (b is < '\u0080' or > '\u00bf') count++;
        }

        return count;
    }
}
