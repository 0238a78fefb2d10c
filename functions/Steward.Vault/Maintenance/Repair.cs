using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Chunks.Writing;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>
/// Repairs what can be: makes the index anew from packs that it does not know, leaves out packs that are gone, and with data saves what is intact in damaged ones. Then
/// backups store again what is still on the machines, and what is lost is named.
/// </summary>
/// <param name="vault">The vault; it may have been opened with a damaged index.</param>
/// <param name="options">The clock, and who repairs.</param>
public sealed class Repair(OpenVault vault, RepairOptions options)
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private long _saved;

    /// <summary>Repairs. Forbidden when the credentials may not delete, Conflict while a prune runs.</summary>
    public async Task<RepairReport> RunAsync(CancellationToken cancellation)
    {
        var mark = await PruneMark.TakeAsync(vault, new PruneOptions { Time = options.Time, Host = options.Host, TakeOver = options.TakeOver }, cancellation);
        await using (mark)
        {
            var packs = await vault.Store.ListAsync(ObjectNames.Packs, cancellation).ToDictionaryAsync(o => ObjectNames.LastOf(o.Name), StringComparer.Ordinal, cancellation);
            using var map = await ChunkMap.ReadAsync(vault, cancellation);
            await FindDamagedAsync(map, packs, cancellation);
            await SaveAsync(map, cancellation);
            var missing = Named(map.Live).Where(p => !packs.ContainsKey(p) || _left.Contains(p)).ToHashSet(StringComparer.Ordinal);
            var found = await UnknownAsync(map, packs, cancellation);
            await OrphanEntries.WriteAsync(vault, ObjectNames.Index, found, cancellation);
            if (missing.Count > 0) await LeaveOutAsync(map, missing, packs, cancellation);
            var broken = await RemoveBrokenAsync(map, cancellation);
            return await ReportAsync(found.Count, missing.Count, broken, cancellation);
        }
    }

    private static IEnumerable<string> Named(IndexRun run) => Enumerable.Range(0, run.Packs).Select(n => run.PackAt(n).Hash);

    // Packs that are there and not whole.
    private async Task FindDamagedAsync(ChunkMap map, Dictionary<string, StoredObject> packs, CancellationToken cancellation)
    {
        foreach (var pack in Enumerable.Range(0, map.Live.Packs).Select(map.Live.PackAt))
            if (packs.TryGetValue(pack.Hash, out var stored) && stored.Length != pack.Length) Leave(pack.Hash, $"{stored.Name} in {vault.Store.Address} is truncated: it has {stored.Length} bytes of {pack.Length}.");
        if (!options.Data) return;
        var check = new PackCheck(vault);
        foreach (var (hash, pack) in packs)
            if (!_left.Contains(hash) && await check.RunAsync(pack, cancellation) is { Problem: { } problem }) Leave(hash, problem);
    }

    private void Leave(string hash, string problem)
    {
        _left.Add(hash);
        _problems.Add(problem);
    }

    // Intact chunks of damaged packs are written anew.
    private async Task SaveAsync(ChunkMap map, CancellationToken cancellation)
    {
        if (_left.Count == 0) return;
        using var nothing = new VaultIndex(vault.Store, vault.Keys, new IndexFolder(null, ""), options.Time);
        await using var writer = new ChunkWriter(new WriterState(vault.Store, vault.Keys, nothing, vault.Codec));
        var entries = map.Live.All().Where(e => _left.Contains(map.Live.PackAt(e.Pack).Hash)).ToList();
        foreach (var segment in entries.GroupBy(e => (e.Pack, e.SegmentOffset)))
        {
            try
            {
                await new SegmentCopy(vault, map.Live).RunAsync(writer, [.. segment], skipBad: true, cancellation);
            }
            catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
            {
                // This one is lost: the report names the files.
            }
        }

        await writer.FlushAsync(cancellation);
        _saved = writer.Written.Chunks;
    }

    private async Task<List<PackDirectory>> UnknownAsync(ChunkMap map, Dictionary<string, StoredObject> packs, CancellationToken cancellation)
    {
        var (known, found) = (Named(map.Live).Concat(Named(map.Condemned)).ToHashSet(StringComparer.Ordinal), new List<PackDirectory>());
        foreach (var (hash, pack) in packs.Where(p => !known.Contains(p.Key) && !_left.Contains(p.Key)))
        {
            try
            {
                found.Add(await PackDirectory.ReadAsync(vault.Store, vault.Keys.Packs, pack, cancellation));
            }
            catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
            {
                _problems.Add(damaged.Message);
                _left.Add(hash);
            }
        }

        return found;
    }

    // What the index says of packs that are gone or damaged is dropped; the damaged ones are condemned, so that they can still be looked at for a while.
    private async Task LeaveOutAsync(ChunkMap map, HashSet<string> missing, Dictionary<string, StoredObject> packs, CancellationToken cancellation)
    {
        var (live, gone) = (new IndexBatches(vault, ObjectNames.Index), new IndexBatches(vault, ObjectNames.Condemned));
        foreach (var (entry, run) in IndexMerge.Entries(map.LiveRuns, e => !missing.Contains(e.Run.PackAt(e.Entry.Pack).Hash)))
            await live.AddAsync(entry, run.PackAt(entry.Pack), cancellation);
        await live.EndAsync(cancellation);
        foreach (var pack in Enumerable.Range(0, map.Live.Packs).Select(map.Live.PackAt).Where(p => _left.Contains(p.Hash) && packs.ContainsKey(p.Hash))) gone.Add(pack);
        await gone.EndAsync(cancellation);
        foreach (var index in map.Indexes.Where(i => !live.Written.Contains(i.Name))) await vault.Store.DeleteAsync(index.Name, cancellation);
    }

    // What they said is in the index again by now.
    private async Task<int> RemoveBrokenAsync(ChunkMap map, CancellationToken cancellation)
    {
        foreach (var name in map.Broken) await vault.Store.DeleteAsync(name, cancellation);
        return map.Broken.Count;
    }

    private async Task<RepairReport> ReportAsync(int found, int missing, int broken, CancellationToken cancellation)
    {
        var snapshots = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, cancellation);
        using var map = await ChunkMap.ReadAsync(vault, cancellation);
        // Read with the index as it is now.
        await using var fresh = await vault.AgainAsync(cancellation);
        var reach = new Reach(fresh, map);
        await reach.MarkAsync(snapshots.Snapshots, cancellation);
        return new RepairReport
        {
            IndexesRemoved = broken, PacksIndexed = found, PacksLeftOut = missing, ChunksSaved = _saved,
            Problems = [.. _problems, .. snapshots.Problems, .. map.Problems], Lost = reach.Lost, LostCount = reach.LostCount,
        };
    }
}

/// <summary>How a vault is repaired.</summary>
public sealed record RepairOptions
{
    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Who repairs, for people.</summary>
    public required string Host { get; init; }

    /// <summary>Reads every byte, and saves what is intact in damaged packs.</summary>
    public bool Data { get; init; }

    /// <summary>Takes over from a prune that was killed.</summary>
    public bool TakeOver { get; init; }
}

/// <summary>What a repair did.</summary>
public sealed record RepairReport
{
    /// <summary>Damaged index objects that were replaced.</summary>
    public required int IndexesRemoved { get; init; }

    /// <summary>Packs that no index knew, and one does now.</summary>
    public required int PacksIndexed { get; init; }

    /// <summary>Packs that are gone or damaged, and left out of the index.</summary>
    public required int PacksLeftOut { get; init; }

    /// <summary>Chunks of damaged packs that were saved.</summary>
    public required long ChunksSaved { get; init; }

    /// <summary>What was found damaged, one sentence each.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>What cannot be restored whole now; at most 10,000. The next backup of the same files makes later snapshots whole.</summary>
    public required IReadOnlyList<LostFile> Lost { get; init; }

    /// <summary>How many they are in all.</summary>
    public required long LostCount { get; init; }
}
