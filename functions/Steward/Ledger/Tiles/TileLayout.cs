namespace Steward.Ledger.Tiles;

/// <summary>Which tiles and bundles a tree of a size has (C2SP <c>tlog-tiles</c>).</summary>
public static class TileLayout
{
    // A size is a 63-bit number.
    private const int Levels = 8;

    /// <summary>The width of one tile in a tree of a size: 256 when it is full, 0 when it does not exist.</summary>
    public static int WidthOf(int level, long index, long size) =>
        (int)Math.Clamp(HashesAt(level, size) - (index * TilePath.FullWidth), 0, TilePath.FullWidth);

    /// <summary>One tile as it is in a tree of a size.</summary>
    public static TilePath At(int level, long index, long size) => new(level, index, WidthOf(level, index, size));

    /// <summary>Every bundle and tile of a tree of a size: level by level, bundles first.</summary>
    public static IEnumerable<TilePath> Of(long size)
    {
        for (var level = TilePath.Entries; level <= 0 || HashesAt(level, size) > 0; level++)
        {
            var tiles = (HashesAt(level, size) + TilePath.FullWidth - 1) / TilePath.FullWidth;
            for (var index = 0L; index < tiles; index++) yield return At(level, index, size);
        }
    }

    /// <summary>How many hashes of a level a tree of a size has: one for each complete subtree of 256^level leaves.</summary>
    public static long HashesAt(int level, long size) => level < Levels ? size >> (TilePath.Height * Math.Max(level, 0)) : 0;
}
