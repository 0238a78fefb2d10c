using System.Buffers.Binary;
using System.IO.Compression;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>
/// What a gzip unpacks to. The base library takes one that is cut off for one that is over, so the length at its end (RFC 1952, ISIZE) is
/// compared; it is that of the last member where several stand one behind the other.
/// </summary>
/// <param name="packed">The gzip; stays open.</param>
internal sealed class GzipContent(Stream packed) : ForwardStream
{
    private const int Trailer = 4;
    private readonly GZipStream _inner = new(packed, CompressionMode.Decompress, leaveOpen: true);
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        var read = _inner.Read(buffer);
        _read += read;
        if (read == 0 && buffer.Length > 0) Check();
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        var declared = new byte[Trailer];
        packed.Position = Math.Max(0, packed.Length - Trailer);
        if (packed.ReadAtLeast(declared, Trailer, throwOnEndOfStream: false) < Trailer) throw new InvalidDataException("no trailer");
        if (BinaryPrimitives.ReadUInt32LittleEndian(declared) != (uint)_read && !HasMembers()) throw new InvalidDataException("the length differs");
    }

    private bool HasMembers()
    {
        packed.Position = 1;
        var chunk = new byte[64 * 1024];
        var (held, found) = (0, false);
        while (!found && packed.Read(chunk, held, chunk.Length - held) is > 0 and var read)
        {
            var seen = chunk.AsSpan(0, held + read);
            found = seen.IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]) >= 0;
            held = Math.Min(2, seen.Length);
            seen[^held..].CopyTo(chunk);
        }

        packed.Position = packed.Length;
        return found;
    }
}
