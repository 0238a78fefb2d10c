using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Index;

/// <summary>The numbers of an index object: header, frames of packs, frames of entries, directory, the directory's length.</summary>
internal static class IndexFormat
{
    public const string Magic = "stewidx1";

    /// <summary>Hash, salt, length, kind.</summary>
    public const int PackBytes = 32 + ObjectCipher.SaltBytes + 8;

    /// <summary>Id; the pack's number, the segment's offset and stored length, the chunk's offset in the segment and its length.</summary>
    public const int EntryBytes = ChunkId.Length + 20;

    public const int PacksPerFrame = 900;

    public const int EntriesPerFrame = 1_260;

    /// <summary>The directory: how many packs, entries and covered indexes; then the covered ones' hashes and each entry frame's first id.</summary>
    public const int CountsBytes = 12;

    public const int FooterBytes = 4;

    /// <summary>How long an index object in the store is at most: what is read of one.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>How many entries an index object in the store is given: 20 MB.</summary>
    public const int MaxEntries = 400_000;
}

/// <summary>An entry as it lies in an index.</summary>
/// <param name="Id">The chunk.</param>
/// <param name="Pack">The number of its pack in this index.</param>
/// <param name="SegmentOffset">Where its segment begins in the pack.</param>
/// <param name="SegmentLength">The segment's stored bytes.</param>
/// <param name="Offset">Where the chunk begins in the expanded segment.</param>
/// <param name="Length">Its bytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexEntry(ChunkId Id, int Pack, int SegmentOffset, int SegmentLength, int Offset, int Length)
{
    public static IndexEntry Read(ReadOnlySpan<byte> bytes) => new(
        new ChunkId(bytes), Int(bytes, 0), Int(bytes, 1), Int(bytes, 2), Int(bytes, 3), Int(bytes, 4));

    public void Write(Span<byte> target)
    {
        Id.CopyTo(target);
        Put(target, 0, Pack);
        Put(target, 1, SegmentOffset);
        Put(target, 2, SegmentLength);
        Put(target, 3, Offset);
        Put(target, 4, Length);
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[(ChunkId.Length + (at * 4))..]);

    private static void Put(Span<byte> target, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(target[(ChunkId.Length + (at * 4))..], value);
}

/// <summary>Where a chunk lies.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChunkPlace(PackInfo Pack, int SegmentOffset, int SegmentLength, int Offset, int Length);
