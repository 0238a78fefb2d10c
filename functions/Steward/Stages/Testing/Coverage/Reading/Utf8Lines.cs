using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>The lines of a stream as bytes, without their ends (LF or CR LF). A line that is too long breaks the reading.</summary>
/// <param name="stream">The stream, from where it stands; not disposed.</param>
internal sealed class Utf8Lines(Stream stream)
{
    private const int MaxLine = 64 * 1024;
    private readonly byte[] _buffer = new byte[MaxLine];
    private int _next;
    private int _end;

    /// <summary>The line's number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Goes to the next line; false at the end. The span is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_next, _end - _next).IndexOf((byte)'\n');
        if (length < 0) length = FillAndFind();
        var there = length >= 0 || _end > _next;
        line = there ? _buffer.AsSpan(_next, length < 0 ? _end - _next : length) : default;
        if (!there) return false;
        Number++;
        _next = length < 0 ? _end : _next + length + 1;
        if (line is [.., (byte)'\r']) line = line[..^1];
        return true;
    }

    private int FillAndFind()
    {
        _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        while (_end < MaxLine)
        {
            var read = stream.Read(_buffer, _end, MaxLine - _end);
            if (read == 0) return -1;
            var at = _buffer.AsSpan(_end, read).IndexOf((byte)'\n');
            _end += read;
            if (at >= 0) return _end - read + at;
        }

        throw new ReportBrokenException($"line {Number + 1} is longer than {MaxLine} bytes");
    }
}
