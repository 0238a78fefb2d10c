using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Vault.Chunks.Packs;
using ZstdSharp;

namespace Steward.Vault.Chunks.Segments;

/// <summary>Compresses and expands segments. Compressors are kept and used again: they hold some MiB each.</summary>
internal sealed class SegmentCodec : IDisposable
{
    /// <summary>Level 2 of zstd: 20 % faster than 3 and 5 % larger.</summary>
    public const int Level = 2;

    // What shrinks by less is stored as it is: reading it is faster.
    private const int LeastGain = 32;
    private readonly ConcurrentBag<Compressor> _compressors = [];
    private readonly ConcurrentBag<Decompressor> _decompressors = [];

    /// <summary>The segment as it is encrypted: header and body, in rented memory or in the segment's own.</summary>
    public Encoded Encode(OpenSegment segment)
    {
        var plain = segment.Whole;
        var body = plain[SegmentFormat.HeaderBytes..];
        var room = body.Length - (body.Length / LeastGain);
        var rented = ArrayPool<byte>.Shared.Rent(SegmentFormat.HeaderBytes + room);
        var compressor = _compressors.TryTake(out var kept) ? kept : new Compressor(Level);
        var fits = compressor.TryWrap(body, rented.AsSpan(SegmentFormat.HeaderBytes, room), out var written);
        _compressors.Add(compressor);
        if (fits)
        {
            WriteHeader(rented, SegmentFormat.Zstd, body.Length);
            return new Encoded(segment, rented, SegmentFormat.HeaderBytes + written);
        }

        ArrayPool<byte>.Shared.Return(rented);
        WriteHeader(plain, SegmentFormat.Stored, body.Length);
        return new Encoded(segment, null, plain.Length);
    }

    /// <summary>The chunks of a decrypted segment, in rented memory; Invalid when it is none.</summary>
    public Decoded Decode(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < SegmentFormat.HeaderBytes) throw Wrong();
        var length = BinaryPrimitives.ReadUInt32LittleEndian(segment[4..]);
        var body = segment[SegmentFormat.HeaderBytes..];
        if (length > SegmentFormat.MaxPlainBytes) throw Wrong();
        return segment[0] switch
        {
            SegmentFormat.Stored when body.Length == length => Copy(body),
            SegmentFormat.Zstd => Expand(body, (int)length),
            _ => throw Wrong(),
        };
    }

    public void Dispose()
    {
        while (_compressors.TryTake(out var compressor)) compressor.Dispose();
        while (_decompressors.TryTake(out var decompressor)) decompressor.Dispose();
    }

    private static Decoded Copy(ReadOnlySpan<byte> body)
    {
        var plain = new Decoded(body.Length);
        body.CopyTo(plain.Buffer);
        return plain;
    }

    private Decoded Expand(ReadOnlySpan<byte> body, int length)
    {
        var plain = new Decoded(length);
        var decompressor = _decompressors.TryTake(out var kept) ? kept : new Decompressor();
        try
        {
            return decompressor.TryUnwrap(body, plain.Buffer.AsSpan(0, length), out var written) && written == length ? plain : throw Wrong();
        }
        catch (ZstdException failure)
        {
            throw StewardException.Invalid("A segment cannot be expanded: it is not what was written.", failure);
        }
        finally
        {
            _decompressors.Add(decompressor);
        }
    }

    private static void WriteHeader(Span<byte> target, byte method, int length)
    {
        target[..SegmentFormat.HeaderBytes].Clear();
        target[0] = method;
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], (uint)length);
    }

    private static StewardException Wrong() => StewardException.Invalid("A segment cannot be expanded: it is not what was written.");
}

/// <summary>The chunks of a segment, in rented memory.</summary>
internal sealed class Decoded(int length)
{
    public byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));

    public int Length => length;

    public void GiveBack() => ArrayPool<byte>.Shared.Return(Buffer);
}

/// <summary>A segment ready to be encrypted.</summary>
internal sealed class Encoded(OpenSegment segment, byte[]? rented, int length) : IDisposable
{
    public List<SegmentChunk> Chunks => segment.Chunks;

    public int Plain => segment.Length;

    public ReadOnlySpan<byte> Bytes => rented is null ? segment.Whole : rented.AsSpan(0, length);

    public void Dispose()
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        segment.Dispose();
    }
}
