using System.Buffers;
using System.Text;

namespace Steward.Azure.Git;

/// <summary>Reads records that a byte ends (NUL or LF), keeping at most a number of bytes of each: a line of a gigabyte costs no memory.</summary>
internal sealed class RecordReader(Stream stream, byte end, int keep = 64 * 1024)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly ArrayBufferWriter<byte> _record = new();
    private int _from;
    private int _to;

    /// <summary>The next record without its end, cut to what is kept; null at the end of the stream.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellation)
    {
        _record.ResetWrittenCount();
        for (var any = false; ; any = true)
        {
            if (_from == _to && !await FillAsync(cancellation)) return any ? Text() : null;
            var span = _buffer.AsSpan(_from, _to - _from);
            var index = span.IndexOf(end);
            var part = index < 0 ? span : span[..index];
            _record.Write(part[..Math.Min(part.Length, keep - _record.WrittenCount)]);
            _from += index < 0 ? part.Length : part.Length + 1;
            if (index >= 0) return Text();
        }
    }

    private string Text() => Encoding.UTF8.GetString(_record.WrittenSpan);

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        (_from, _to) = (0, await stream.ReadAsync(_buffer, cancellation));
        return _to > 0;
    }
}
