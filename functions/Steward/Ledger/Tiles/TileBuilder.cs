using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Ledger.Tiles;

/// <summary>A tile or bundle with its bytes.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record Tile(TilePath Path, byte[] Bytes);

/// <summary>Makes the tiles and bundles of a growing ledger, leaf by leaf, holding no more than its right edge.</summary>
public sealed class TileBuilder
{
    private readonly CompactRange _range = new();
    private readonly List<byte[]> _entries = new(TilePath.FullWidth);
    private readonly List<List<byte[]>> _levels = [];

    /// <summary>The number of leaves so far.</summary>
    public long Size => _range.Size;

    /// <summary>The root so far.</summary>
    public byte[] Root => _range.Root;

    /// <summary>Goes on where a published tree of a size ended: reads its partial tiles.</summary>
    public static async Task<TileBuilder> ResumeAsync(ITileReader reader, long size, CancellationToken cancellation)
    {
        var builder = new TileBuilder();
        var edge = new List<TilePath>();
        for (var level = 0; TileLayout.HashesAt(level, size) > 0; level++) builder._levels.Add([]);
        for (var level = builder._levels.Count - 1; level >= TilePath.Entries; level--)
        {
            var path = TileLayout.At(level, TileLayout.HashesAt(level, size) / TilePath.FullWidth, size);
            if (path.Width > 0) edge.Add(path);
        }

        foreach (var path in edge) builder.Load(path, await ReadAsync(reader, path, cancellation));
        return builder;
    }

    /// <summary>Appends a leaf; answers with the tiles that it completed.</summary>
    public IReadOnlyList<Tile> Append(byte[] leafData)
    {
        var hash = TreeHash.Leaf(leafData);
        _range.Append(hash);
        _entries.Add(leafData);
        if (_levels.Count == 0) _levels.Add([]);
        _levels[0].Add(hash);
        return _entries.Count < TilePath.FullWidth ? [] : Complete();
    }

    /// <summary>The partial tiles and the partial bundle of the tree as it is now.</summary>
    public IEnumerable<Tile> Partial()
    {
        if (_entries.Count > 0) yield return new Tile(TileLayout.At(TilePath.Entries, Size / TilePath.FullWidth, Size), EntryBundle.Pack(_entries));
        for (var level = 0; level < _levels.Count; level++)
            if (_levels[level].Count > 0) yield return TileOf(level, TileLayout.HashesAt(level, Size) / TilePath.FullWidth);
    }

    private static async Task<byte[]> ReadAsync(ITileReader reader, TilePath path, CancellationToken cancellation) =>
        await reader.ReadAsync(path.ToString(), cancellation)
        ?? throw StewardException.Invalid($"The published ledger lacks {path}; run 'steward ledger verify' on it.");

    private void Load(TilePath path, byte[] bytes)
    {
        if (path.Level == TilePath.Entries)
        {
            _entries.AddRange(EntryBundle.Unpack(bytes, path.Width));
            return;
        }

        foreach (var hash in TileHashes.Split(path, bytes))
        {
            _levels[path.Level].Add(hash);
            _range.Append(hash, path.Level * TilePath.Height);
        }
    }

    private List<Tile> Complete()
    {
        var done = new List<Tile> { new(new TilePath(TilePath.Entries, (Size / TilePath.FullWidth) - 1, TilePath.FullWidth), EntryBundle.Pack(_entries)) };
        _entries.Clear();
        for (var level = 0; level < _levels.Count && _levels[level].Count == TilePath.FullWidth; level++)
        {
            done.Add(TileOf(level, (TileLayout.HashesAt(level, Size) / TilePath.FullWidth) - 1));
            if (level + 1 == _levels.Count) _levels.Add([]);
            _levels[level + 1].Add(RootOf(_levels[level]));
            _levels[level].Clear();
        }

        return done;
    }

    private Tile TileOf(int level, long index) => new(new TilePath(level, index, _levels[level].Count), [.. _levels[level].SelectMany(h => h)]);

    private static byte[] RootOf(List<byte[]> hashes)
    {
        var range = new CompactRange();
        foreach (var hash in hashes) range.Append(hash);
        return range.Root;
    }
}
