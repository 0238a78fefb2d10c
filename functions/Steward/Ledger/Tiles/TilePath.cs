using System.Globalization;
using System.Runtime.InteropServices;

namespace Steward.Ledger.Tiles;

/// <summary>Where a tile or an entry bundle lies below the log's prefix, as C2SP <c>tlog-tiles</c> lays it out.</summary>
/// <param name="Level">The level of a tile; <see cref="Entries"/> for an entry bundle.</param>
/// <param name="Index">Which tile of its level, from 0.</param>
/// <param name="Width">How many hashes or entries it has, 1 to <see cref="FullWidth"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TilePath(int Level, long Index, int Width)
{
    /// <summary>Hashes or entries of a full tile or bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>Levels of the tree that one tile spans.</summary>
    public const int Height = 8;

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>The path of the checkpoint.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>True for a full tile, which never changes again.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The path: <c>tile/0/x001/x234/067</c>, <c>tile/entries/000.p/5</c>.</summary>
    public override string ToString()
    {
        var level = Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        var index = Group(Index);
        for (var rest = Index / 1000; rest > 0; rest /= 1000) index = $"x{Group(rest)}/{index}";
        return IsFull ? $"tile/{level}/{index}" : $"tile/{level}/{index}.p/{Width}";
    }

    private static string Group(long index) => (index % 1000).ToString("D3", CultureInfo.InvariantCulture);
}
