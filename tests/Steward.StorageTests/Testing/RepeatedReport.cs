using System.Text;

namespace Steward.StorageTests.Testing;

/// <summary>A report of any size that is never in memory as a whole.</summary>
internal sealed class RepeatedReport(int tests) : Stream
{
    private static readonly byte[] Begin = Encoding.UTF8.GetBytes("<testsuite name='s'>");
    private static readonly byte[] Test = Encoding.UTF8.GetBytes("<testcase classname='shop.Cart' name='adds' time='0.001'/>");
    private static readonly byte[] End = Encoding.UTF8.GetBytes("</testsuite>");
    private byte[] _now = Begin;
    private int _at;
    private int _left = tests;
    private bool _ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var written = 0;
        while (written < count && (_at < _now.Length || Next()))
        {
            var length = Math.Min(count - written, _now.Length - _at);
            _now.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset + written));
            (_at, written) = (_at + length, written + length);
        }

        return written;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Next()
    {
        if (_ended) return false;
        _ended = _left-- == 0;
        (_now, _at) = (_ended ? End : Test, 0);
        return true;
    }
}
