using System.Collections;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>Every chunk that an index knows, sorted, with one bit each: what is needed, or what is lost. Memory: a bit a chunk, and frames.</summary>
internal sealed class ChunkMap : IDisposable
{
    private const long FrameBytes = 32 << 20;
    private readonly IndexFolder _folder;

    private ChunkMap(IndexRun live, IndexRun condemned, IndexFolder folder)
    {
        (Live, Condemned, _folder) = (live, condemned, folder);
        (LiveMarks, CondemnedMarks) = (new BitArray(live.Entries), new BitArray(condemned.Entries));
    }

    /// <summary>The merge of all index objects.</summary>
    public IndexRun Live { get; }

    /// <summary>The merge of the entries of packs that are to be removed.</summary>
    public IndexRun Condemned { get; }

    public BitArray LiveMarks { get; }

    public BitArray CondemnedMarks { get; }

    /// <summary>The runs of the index objects as they are; closed with this.</summary>
    public required IReadOnlyList<IndexRun> LiveRuns { get; init; }

    /// <summary>What could not be read, one sentence an object.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>The objects that could not be read.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>The index objects that it holds.</summary>
    public required IReadOnlyList<StoredObject> Indexes { get; init; }

    /// <summary>The objects of condemned packs with what they hold.</summary>
    public required IReadOnlyList<(StoredObject Object, IndexRun Run)> CondemnedObjects { get; init; }

    /// <summary>Reads all index objects anew from the store: none of it comes from the cache.</summary>
    public static async Task<ChunkMap> ReadAsync(OpenVault vault, CancellationToken cancellation)
    {
        var folder = new IndexFolder(null, "");
        var loader = new IndexLoader(vault.Store, vault.Keys.Index, new FrameCache(FrameBytes), folder);
        var (indexes, live) = await RunsAsync(vault, loader, ObjectNames.Index, cancellation);
        var (objects, condemned) = await RunsAsync(vault, loader, ObjectNames.Condemned, cancellation);
        return new ChunkMap(Merge(live, vault, folder), Merge(condemned, vault, folder), folder)
        {
            LiveRuns = live, Problems = loader.Problems, Broken = loader.Broken, Indexes = indexes, CondemnedObjects = [.. objects.Zip(condemned)],
        };
    }

    /// <summary>Marks a chunk as needed. Null when nobody knows it; else whether it was marked already.</summary>
    public bool? Mark(ChunkId id)
    {
        var (bits, position) = (LiveMarks, Live.PositionOf(id));
        if (position < 0) (bits, position) = (CondemnedMarks, Condemned.PositionOf(id));
        if (position < 0) return null;
        var was = bits[position];
        bits[position] = true;
        return was;
    }

    public void Dispose()
    {
        foreach (var run in (IEnumerable<IndexRun>)[Live, Condemned, .. LiveRuns, .. CondemnedObjects.Select(c => c.Run)]) run.Dispose();
        _folder.Dispose();
    }

    private static IndexRun Merge(IReadOnlyList<IndexRun> runs, OpenVault vault, IndexFolder folder) =>
        IndexRun.Open(folder.Replace(target => IndexMerge.Write(runs, target, vault.Keys.Index, [])), vault.Keys.Index, new FrameCache(FrameBytes));

    private static async Task<(List<StoredObject> Objects, List<IndexRun> Runs)> RunsAsync(OpenVault vault, IndexLoader loader, string prefix, CancellationToken cancellation)
    {
        var (objects, runs) = (new List<StoredObject>(), new List<IndexRun>());
        foreach (var item in await vault.Store.ListAsync(prefix, cancellation).ToListAsync(cancellation))
        {
            if (await loader.OpenAsync(item.Name, isPassing: true, cancellation) is not { } run) continue;
            objects.Add(item);
            runs.Add(run);
        }

        return (objects, runs);
    }
}
