using System.Text;

namespace Steward.Stages.Testing.Results.Formats.Text;

/// <summary>The lines of a text in bounded memory, whichever way they end: LF, CR LF or CR alone. Of an absurdly long line only the beginning is kept.</summary>
/// <param name="text">The text; disposed with this.</param>
internal sealed class TextLines(TextReader text) : IDisposable
{
    /// <summary>The most characters kept of a line.</summary>
    public const int MaxLine = 4 * 1024 * 1024;

    private readonly char[] _chunk = new char[32 * 1024];
    private readonly StringBuilder _line = new();
    private int _next;
    private int _end;
    private bool _afterReturn;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>True when the line that was read last was longer than is kept.</summary>
    public bool WasCut { get; private set; }

    /// <summary>True when the line that was read last is the text's last and nothing ends it: the text may be cut off there.</summary>
    public bool WasOpen { get; private set; }

    /// <inheritdoc cref="TextEncoding.OpenText"/>
    public static TextLines Open(Stream report) => new(TextEncoding.OpenText(report));

    public void Dispose() => text.Dispose();

    /// <summary>The next line without its end; null behind the last.</summary>
    public string? Next()
    {
        _line.Clear();
        (WasCut, WasOpen) = (false, false);
        while (Fill())
        {
            var rest = _chunk.AsSpan(_next, _end - _next);
            var length = rest.IndexOfAny('\n', '\r');
            Keep(length < 0 ? rest : rest[..length]);
            if (length >= 0) return End(rest[length], length);
            _next = _end;
        }

        if (_line.Length == 0) return null;
        WasOpen = true;
        Number++;
        return _line.ToString();
    }

    private bool Fill()
    {
        while (true)
        {
            if (_next >= _end) (_next, _end) = (0, text.Read(_chunk, 0, _chunk.Length));
            if (_end == 0) return false;
            if (!_afterReturn) return true;
            // The second half of CR LF, perhaps in the next chunk.
            _afterReturn = false;
            if (_chunk[_next] == '\n') _next++;
        }
    }

    private string End(char end, int length)
    {
        _next += length + 1;
        _afterReturn = end == '\r';
        Number++;
        return _line.ToString();
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        var room = MaxLine - _line.Length;
        WasCut |= part.Length > room;
        _line.Append(part.Length > room ? part[..room] : part);
    }
}
