using System.Numerics;

namespace Steward.Vault.Chunks;

/// <summary>How long chunks are.</summary>
/// <param name="Min">No cut is looked for before, in bytes.</param>
/// <param name="Average">A power of two: cuts are rarer before it and more frequent behind it.</param>
/// <param name="Max">A cut is made here at the latest.</param>
public sealed record ChunkSizes(int Min, int Average, int Max)
{
    /// <summary>For contents of files and streams.</summary>
    public static ChunkSizes OfContent { get; } = new(128 << 10, 512 << 10, 4 << 20);

    /// <summary>For listings: ids of contents do not compress, so that each file that changes should rewrite few of its neighbours' lines.</summary>
    public static ChunkSizes OfListing { get; } = new(2 << 10, 8 << 10, 64 << 10);

    internal bool IsSound => Min >= 64 && Min < Average && Average < Max && Max <= ChunkLimits.MaxBytes && BitOperations.IsPow2(Average);
}
