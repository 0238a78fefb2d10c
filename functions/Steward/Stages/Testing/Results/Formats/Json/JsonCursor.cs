using System.Text.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>
/// Walks through JSON (RFC 8259) token by token, holding one token's bytes and no tree, so that memory does not grow with the report.
/// A report that breaks off ends with a <see cref="ReportBrokenException"/>.
/// </summary>
internal sealed class JsonCursor : IDisposable
{
    /// <summary>The most bytes of one token: a longer string breaks the report.</summary>
    public const int MaxToken = 16 * 1024 * 1024;

    private readonly Stream _utf8;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _last;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = ReportLimits.MaxDepth, AllowMultipleValues = true });

    private JsonCursor(Stream utf8) => _utf8 = utf8;

    public JsonTokenType Token { get; private set; }

    /// <summary>How many objects and arrays are around the token; the ends of one have the depth of its beginning.</summary>
    public int Depth { get; private set; }

    /// <summary>The text of the token where it is a string or a property's name; its digits where it is a number.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Opens a report at the JSON value that it is recognised by; what a tool printed before it is left out.</summary>
    public static JsonCursor Open(Stream report)
    {
        var utf8 = TextEncoding.OpenUtf8(report);
        var cursor = new JsonCursor(utf8);
        cursor._end = utf8.ReadAtLeast(cursor._buffer, cursor._buffer.Length, throwOnEndOfStream: false);
        cursor._start = JsonHint.Of(cursor._buffer.AsSpan(0, cursor._end)).Offset;
        return cursor;
    }

    public void Dispose() => _utf8.Dispose();

    /// <summary>Goes to the next token; false behind the last.</summary>
    public bool Next()
    {
        try
        {
            while (!TryNext())
            {
                if (_last) return false;
                Fill();
            }

            return true;
        }
        catch (JsonException broken)
        {
            throw JsonBroken.Of(broken);
        }
    }

    private bool TryNext()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _last, _state);
        var found = reader.Read();
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        if (!found) return false;
        (Token, Depth) = (reader.TokenType, reader.CurrentDepth);
        if (Token is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number) Text = JsonText.Of(in reader);
        return true;
    }

    private void Fill()
    {
        var held = _end - _start;
        if (held >= MaxToken) throw new ReportBrokenException($"a text is longer than {MaxToken} bytes");
        var target = held > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, held).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, held);
        var read = _utf8.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _last = read == 0;
    }
}
