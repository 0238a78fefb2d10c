using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Ledger.Tiles;

/// <summary>The hashes of a published tree, read from its tiles; each tile is read once. Nothing is trusted: check what is made of them against a root.</summary>
/// <param name="reader">The published ledger.</param>
/// <param name="size">The size of the published tree: it says how wide its last tiles are.</param>
public sealed class TileHashes(ITileReader reader, long size) : ISubtreeHashes
{
    private readonly Dictionary<TilePath, IReadOnlyList<byte[]>> _tiles = [];

    /// <inheritdoc/>
    public async ValueTask<byte[]> GetAsync(int level, long index, CancellationToken cancellation)
    {
        var tileLevel = level / TilePath.Height;
        var count = 1 << (level % TilePath.Height);
        var first = index * count;
        var hashes = await TileAsync(TileLayout.At(tileLevel, first / TilePath.FullWidth, size), cancellation);
        var range = new CompactRange();
        foreach (var hash in hashes.Skip((int)(first % TilePath.FullWidth)).Take(count)) range.Append(hash);
        return range.Size == count
            ? range.Root
            : throw StewardException.Invalid($"The tree of {size} entries has no complete subtree {index} of level {level}.");
    }

    /// <summary>The hashes of a tile's bytes. Throws Invalid, naming the tile, when there are more or fewer than its width.</summary>
    internal static IEnumerable<byte[]> Split(TilePath path, byte[] bytes) =>
        bytes.Length == path.Width * TreeHash.Length
            ? bytes.Chunk(TreeHash.Length)
            : throw StewardException.Invalid($"{path} has {bytes.Length} bytes instead of {path.Width * TreeHash.Length}.");

    private async ValueTask<IReadOnlyList<byte[]>> TileAsync(TilePath path, CancellationToken cancellation)
    {
        if (_tiles.TryGetValue(path, out var known)) return known;
        var bytes = await reader.ReadAsync(path.ToString(), cancellation)
            ?? throw StewardException.Invalid($"The published ledger lacks {path}; run 'steward ledger verify' on it.");
        return _tiles[path] = [.. Split(path, bytes)];
    }
}
