namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>
/// Puts spaces in the place of XML declarations and byte order marks, so that reports that were written one after the other into one
/// file, or after an empty line, can be read; and replacement characters in the place of characters that XML forbids, which tools print all the
/// same (the colours of a terminal). Positions stay as they are.
/// </summary>
/// <param name="inner">The text; disposed with this.</param>
internal sealed class LenientText(TextReader inner) : TextReader
{
    private const string Begin = "<?xml";
    private readonly char[] _chunk = new char[8192];
    private int _next;
    private int _end;
    private int _matched;
    private bool _dropping;
    private bool _last;

    public override int Peek() => Fill() ? _chunk[_next] : -1;

    public override int Read() => Fill() ? _chunk[_next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || !Fill()) return 0;
        var length = Math.Min(count, _end - _next);
        _chunk.AsSpan(_next, length).CopyTo(buffer.AsSpan(index));
        _next += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    // The characters of a half-seen declaration are held back at the end of the chunk until the next one is there.
    private bool Fill()
    {
        while (_next >= _end && !_last)
        {
            var held = _matched;
            for (var i = 0; i < held; i++) _chunk[i] = Begin[i];
            var read = inner.Read(_chunk, held, _chunk.Length - held);
            if (read == 0)
            {
                (_last, _matched) = (true, 0);
                (_next, _end) = (0, held);
                break;
            }

            Clean(held, held + read);
            (_next, _end) = (0, held + read - _matched);
        }

        return _next < _end;
    }

    private void Clean(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var c = _chunk[i];
            if (_dropping) Drop(i, c);
            else if (_matched == Begin.Length) EndOfName(i, c);
            else if (IsForbidden(c)) (_chunk[i], _matched) = (c == '\uFEFF' ? ' ' : '\uFFFD', 0);
            else if (c == Begin[_matched]) _matched++;
            else _matched = c == Begin[0] ? 1 : 0;
        }
    }

    // XML 1.0, section 2.2; a byte order mark is allowed there, but not before a root element.
    private static bool IsForbidden(char c) => c < ' ' ? c is not ('\t' or '\n' or '\r') : c is '\uFEFF' or '\uFFFE' or '\uFFFF';

    // "<?xml" was read: a declaration when white space follows, another instruction (xml-stylesheet) otherwise.
    private void EndOfName(int i, char c)
    {
        _matched = 0;
        if (!char.IsWhiteSpace(c)) return;
        _chunk.AsSpan(i - Begin.Length, Begin.Length).Fill(' ');
        _dropping = true;
    }

    private void Drop(int i, char c)
    {
        if (c is not ('\n' or '\r')) _chunk[i] = ' ';
        if (c == '>') _dropping = false;
    }
}
