using System.Numerics;
using System.Runtime.InteropServices;

namespace Steward.Vault.Chunks;

/// <summary>
/// Cuts contents where their bytes say so, so that what is inserted moves only the cuts beside it: FastCDC (Xia et al., USENIX ATC 2016; IEEE TPDS 31(9), 2020), a
/// gear hash with two masks (normalised chunking, level 2). The table of the gear hash is the vault's own: lengths of chunks do not tell which files lie there.
/// </summary>
public sealed class Chunker
{
    private const int Window = 64;
    private readonly ulong[] _gear;
    private readonly ulong _rare;
    private readonly ulong _frequent;

    /// <summary>Makes a chunker.</summary>
    /// <param name="sizes">How long chunks are.</param>
    /// <param name="gear">256 numbers of 64 bits, little-endian.</param>
    public Chunker(ChunkSizes sizes, ReadOnlySpan<byte> gear)
    {
        Sizes = sizes;
        _gear = MemoryMarshal.Cast<byte, ulong>(gear).ToArray();
        if (!BitConverter.IsLittleEndian) _gear = Array.ConvertAll(_gear, System.Buffers.Binary.BinaryPrimitives.ReverseEndianness);
        var bits = BitOperations.Log2((uint)sizes.Average);
        (_rare, _frequent) = (Mask(bits + 2), Mask(bits - 2));
    }

    /// <summary>How long chunks are.</summary>
    public ChunkSizes Sizes { get; }

    /// <summary>The length of the first chunk of <paramref name="data"/>.</summary>
    /// <param name="data">At least <see cref="ChunkSizes.Max"/> bytes, or all that is left of the content.</param>
    public int Cut(ReadOnlySpan<byte> data)
    {
        var scan = default(CutScan);
        return Advance(data, ref scan) is > 0 and var cut ? cut : data.Length;
    }

    /// <summary>Looks for the cut in what there is of a chunk so far; 0 when more is needed.</summary>
    internal int Advance(ReadOnlySpan<byte> data, ref CutScan scan)
    {
        if (data.Length <= Sizes.Min) return 0;
        if (scan.At == 0) Begin(data, ref scan);
        var end = Math.Min(data.Length, Sizes.Max);
        if (Find(data[..Math.Min(end, Sizes.Average)], _rare, ref scan) is > 0 and var early) return early;
        if (Find(data[..end], _frequent, ref scan) is > 0 and var late) return late;
        return end == Sizes.Max ? end : 0;
    }

    // The window is filled before the first cut, so that a cut depends on nothing but the 64 bytes before it.
    private void Begin(ReadOnlySpan<byte> data, ref CutScan scan)
    {
        foreach (var value in data[(Sizes.Min - Window)..Sizes.Min]) scan.Hash = (scan.Hash << 1) + _gear[value];
        scan.At = Sizes.Min;
    }

    // The upper bits have seen most of the window.
    private static ulong Mask(int bits) => ulong.MaxValue << (64 - bits);

    private unsafe int Find(ReadOnlySpan<byte> data, ulong mask, ref CutScan scan)
    {
        var (at, hash) = (scan.At, scan.Hash);
        fixed (ulong* gear = _gear)
        fixed (byte* bytes = data)
        {
            for (; at < data.Length; at++)
            {
                hash = (hash << 1) + gear[bytes[at]];
                if ((hash & mask) == 0) return at + 1;
            }
        }

        (scan.At, scan.Hash) = (at, hash);
        return 0;
    }
}

/// <summary>How far a chunk was looked through.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct CutScan(int At, ulong Hash);
