using System.IO.Compression;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>What stands behind the header of a file of a zip whose list of entries is not there.</summary>
internal static class ZipLocalContent
{
    /// <summary>A file whose packed length is known; null when it is packed in a way that is not read.</summary>
    public static Stream? OfLength(Stream packed, long length, ZipLocalHeader header)
    {
        if (header is { IsStored: false, IsDeflated: false }) return null;
        var bytes = new Bounded(packed, length);
        Stream inner = header.IsStored ? bytes : new DeflateStream(bytes, CompressionMode.Decompress);
        return new ZipContent(inner, header.Length, header.Sum);
    }

    /// <summary>A file by deflate whose length stands behind it: deflate knows its own end (RFC 1951). When it was read, the stream stands on the next record.</summary>
    public static Stream UpToItsEnd(Stream packed) => new DeflateStream(new UpToMarks(packed), CompressionMode.Decompress);

    /// <summary>A part of a stream; where it ends too early, that is told.</summary>
    private sealed class Bounded(Stream inner, long length) : ForwardStream
    {
        private long _left = length;

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 || buffer.Length == 0) return 0;
            var read = inner.Read(buffer.Length > _left ? buffer[..(int)_left] : buffer);
            if (read == 0) throw new EndOfStreamException();
            _left -= read;
            return read;
        }
    }

    /// <summary>
    /// Hands out bytes up to the next that could begin a record, each time it is asked: whoever unpacks takes more than it needs, but does not
    /// ask again behind its end. So the stream never stands behind the next record.
    /// </summary>
    private sealed class UpToMarks(Stream inner) : ForwardStream
    {
        public override int Read(Span<byte> buffer)
        {
            var at = inner.Position;
            var read = inner.Read(buffer);
            if (read == 0) throw new EndOfStreamException();
            var mark = read > 1 ? buffer[1..read].IndexOf(ZipLocalHeader.Mark) : -1;
            var taken = mark >= 0 ? mark + 1 : read > 1 && buffer[read - 1] == ZipLocalHeader.Mark[0] ? read - 1 : read;
            inner.Position = at + taken;
            return taken;
        }
    }
}
