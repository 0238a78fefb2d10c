using System.Text.Unicode;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>A window of constant size that slides over UTF-8 bytes, and knows at which line it stands.</summary>
/// <param name="source">The bytes; not disposed.</param>
internal sealed class XmlWindow(Stream source)
{
    /// <summary>The most bytes that are seen at once.</summary>
    public const int Size = 64 * 1024;

    private readonly byte[] _bytes = new byte[Size];
    private int _start;
    private int _end;
    private int _counted;
    private int _checked;
    private bool _ended;
    private long _line = 1;
    private long _column = 1;

    /// <summary>The bytes in the window that were not taken yet.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_start, _end - _start);

    /// <summary>True when no more bytes fit behind the rest.</summary>
    public bool IsFull => _end - Kept == Size;

    /// <summary>Whether bytes were seen that are no UTF-8.</summary>
    public bool HasWrongBytes { get; private set; }

    /// <summary>The rest and where it lies, for those who come back to it before the next <see cref="More"/>.</summary>
    public ArraySegment<byte> Segment => new(_bytes, _start, _end - _start);

    /// <summary>Takes bytes away from the beginning of the rest.</summary>
    public void Take(int number) => _start += number;

    /// <summary>Brings more bytes in behind the rest; false at the end of the source.</summary>
    public bool More()
    {
        if (_ended || IsFull) return false;
        CountLines();
        var kept = Kept;
        _bytes.AsSpan(kept, _end - kept).CopyTo(_bytes);
        (_checked, _end, _start, _counted) = (_checked - kept, _end - kept, _start - kept, _start - kept);
        var read = source.Read(_bytes, _end, Size - _end);
        _ended = read == 0;
        _end += read;
        Check();
        return !_ended;
    }

    /// <summary>A failure that says where the rest begins.</summary>
    public ReportBrokenException Broken(string what)
    {
        CountLines();
        return new ReportBrokenException($"line {_line}, column {_column}: {what}");
    }

    /// <summary>How many of some bytes come before a character or a reference that is cut off at their end.</summary>
    public static int WholeLength(ReadOnlySpan<byte> text)
    {
        const int LongestReference = 16;
        var from = Math.Max(0, text.Length - LongestReference);
        var reference = text[from..].LastIndexOf((byte)'&');
        if (reference >= 0 && !text[(from + reference)..].Contains((byte)';')) return from + reference;
        return text.Length - CutCharacter(text);
    }

    // How many bytes at the end belong to a character whose last byte is not there (RFC 3629, section 3).
    private static int CutCharacter(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var lead = text[^back];
            if (lead < 0x80) return 0;
            if (lead >= 0xC0) return (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) > back ? back : 0;
        }

        return 0;
    }

    // The beginning of a character is kept until the rest of it is there, also when it was taken.
    private int Kept => Math.Min(_start, _checked);

    private void CountLines()
    {
        var taken = _bytes.AsSpan(_counted, _start - _counted);
        _counted = _start;
        var last = taken.LastIndexOf((byte)'\n');
        if (last >= 0) (_line, _column) = (_line + taken.Count((byte)'\n'), 1);
        _column += taken.Length - last - 1;
    }

    private void Check()
    {
        var fresh = _bytes.AsSpan(_checked, _end - _checked);
        var whole = _ended || HasWrongBytes ? fresh.Length : fresh.Length - CutCharacter(fresh);
        HasWrongBytes |= !Utf8.IsValid(fresh[..whole]);
        _checked += whole;
    }
}
