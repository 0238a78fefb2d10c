namespace Steward.Vault.Chunks.Segments;

/// <summary>The numbers of a segment: a header, then its chunks one after the other, compressed or as they are.</summary>
internal static class SegmentFormat
{
    /// <summary>Method (1 byte), 3 zeros, length of the chunks before compression (32 bits, little-endian).</summary>
    public const int HeaderBytes = 8;

    /// <summary>The chunks as they are.</summary>
    public const byte Stored = 0;

    /// <summary>One zstd frame (RFC 8878).</summary>
    public const byte Zstd = 1;

    /// <summary>A segment is closed before it grows beyond this; a longer chunk has one of its own.</summary>
    public const int TargetBytes = (4 << 20) - HeaderBytes;

    /// <summary>One of many small chunks is closed here: they are asked for one by one, and each time the whole is expanded.</summary>
    public const int TargetOfSmallBytes = (1 << 20) - HeaderBytes;

    /// <summary>From so many chunks on they are small.</summary>
    public const int ManyChunks = 32;

    /// <summary>No segment is longer than the longest chunk.</summary>
    public const int MaxPlainBytes = ChunkLimits.MaxBytes;
}
