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
        if (data.Length <= Sizes.Min) return data.Length;
        var end = Math.Min(data.Length, Sizes.Max);
        var normal = Math.Min(end, Sizes.Average);
        var hash = 0UL;
        // The window is filled before the first cut, so that a cut depends on nothing but the 64 bytes before it.
        foreach (var value in data[(Sizes.Min - Window)..Sizes.Min]) hash = (hash << 1) + _gear[value];
        var cut = Find(data[..normal], Sizes.Min, _rare, ref hash);
        if (cut < 0) cut = Find(data[..end], normal, _frequent, ref hash);
        return cut < 0 ? end : cut;
    }

    // The upper bits have seen most of the window.
    private static ulong Mask(int bits) => ulong.MaxValue << (64 - bits);

    private unsafe int Find(ReadOnlySpan<byte> data, int from, ulong mask, ref ulong state)
    {
        var hash = state;
        fixed (ulong* gear = _gear)
        fixed (byte* bytes = data)
        {
            for (var i = from; i < data.Length; i++)
            {
                hash = (hash << 1) + gear[bytes[i]];
                if ((hash & mask) == 0) return i + 1;
            }
        }

        state = hash;
        return -1;
    }
}
