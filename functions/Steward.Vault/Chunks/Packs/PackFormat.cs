using System.Runtime.InteropServices;

namespace Steward.Vault.Chunks.Packs;

/// <summary>The numbers of a pack: header, segments, directory, the directory's length.</summary>
internal static class PackFormat
{
    public const string Magic = "stewpak1";

    /// <summary>How long a pack is at most: what is read of one, and rented for one.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>The directory's length with its tag, 32 bits, little-endian.</summary>
    public const int FooterBytes = 4;

    /// <summary>At the directory's beginning: the kind (0 content, 1 listing), the number of segments and the number of chunks.</summary>
    public const int CountsBytes = 12;

    /// <summary>A segment in the directory: offset, stored length, number of chunks.</summary>
    public const int SegmentBytes = 12;

    /// <summary>A chunk in the directory: id, length.</summary>
    public const int ChunkBytes = 36;
}

/// <summary>A pack as an index knows it.</summary>
/// <param name="Hash">The SHA-256 of the object: its name.</param>
/// <param name="Salt">The salt of its key.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Kind">What lies in it.</param>
internal sealed record PackInfo(string Hash, byte[] Salt, int Length, ChunkKind Kind);

/// <summary>A chunk in a segment.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SegmentChunk(ChunkId Id, int Offset, int Length);

/// <summary>A segment in a pack.</summary>
/// <param name="Offset">Where it begins in the pack.</param>
/// <param name="Length">Its stored bytes, tag included.</param>
/// <param name="Chunks">What lies in it.</param>
internal sealed record PackSegment(int Offset, int Length, IReadOnlyList<SegmentChunk> Chunks);
