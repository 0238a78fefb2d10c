using System.Collections.Concurrent;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>Looks whether all that snapshots need is there, and with data whether every byte is what was written. Changes nothing.</summary>
/// <param name="vault">The vault.</param>
/// <param name="options">How.</param>
public sealed class Verify(OpenVault vault, VerifyOptions options)
{
    private const int AtOnce = 4;
    private const int MaxMissing = 10_000;
    private readonly ConcurrentBag<string> _problems = [];
    private readonly ConcurrentBag<PackState> _states = [];

    /// <summary>Verifies. Errors: the store's; what is damaged is in the report.</summary>
    public async Task<VerifyReport> RunAsync(CancellationToken cancellation)
    {
        await CheckKeysAsync(cancellation);
        var packs = await vault.Store.ListAsync(ObjectNames.Packs, cancellation).ToDictionaryAsync(o => ObjectNames.LastOf(o.Name), StringComparer.Ordinal, cancellation);
        var snapshots = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, cancellation);
        using var map = await ChunkMap.ReadAsync(vault, cancellation);
        foreach (var problem in snapshots.Problems.Concat(map.Problems)) _problems.Add(problem);
        var bad = CheckNamed(map, packs);
        if (options.Data) await CheckDataAsync(packs.Values, cancellation);
        foreach (var state in _states.Where(s => s.Problem is not null)) _problems.Add($"{state.Problem} Put back a copy of it, or run 'steward vault repair --data', which saves what is intact in it.");
        var reach = new Reach(vault, map, new BadChunks(map, bad, _states).Contains);
        await reach.MarkAsync(snapshots.Snapshots, cancellation);
        return new VerifyReport
        {
            Snapshots = snapshots.Snapshots.Count, Packs = packs.Count, Chunks = map.Live.Entries, Bytes = packs.Values.Sum(p => p.Length), Unnamed = Unnamed(map, packs),
            Problems = [.. _problems.Order(StringComparer.Ordinal)], Lost = reach.Lost, LostCount = reach.LostCount,
        };
    }

    private static long Unnamed(ChunkMap map, Dictionary<string, StoredObject> packs)
    {
        var named = Named(map.Live).Concat(Named(map.Condemned)).Select(p => p.Hash).ToHashSet(StringComparer.Ordinal);
        return packs.Keys.Count(hash => !named.Contains(hash));
    }

    private static IEnumerable<Chunks.Packs.PackInfo> Named(IndexRun run) => Enumerable.Range(0, run.Packs).Select(run.PackAt);

    private async Task CheckKeysAsync(CancellationToken cancellation)
    {
        await foreach (var (name, slot) in vault.Slots.ReadAllAsync(cancellation))
            if (slot is null) _problems.Add($"{name} in {vault.Store.Address} is damaged: what it was made for no longer opens the vault. Remove it and add the passphrase or key anew: 'steward vault keys'.");
    }

    // Gives the packs that are named and cannot be right.
    private HashSet<string> CheckNamed(ChunkMap map, Dictionary<string, StoredObject> packs)
    {
        var bad = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pack in Named(map.Live))
        {
            var stored = packs.GetValueOrDefault(pack.Hash);
            if (stored?.Length == pack.Length) continue;
            bad.Add(pack.Hash);
            var how = stored is null ? "is missing" : $"is truncated: it has {stored.Length} bytes of {pack.Length}";
            if (bad.Count > MaxMissing) continue;
            _problems.Add($"{ObjectNames.PackOf(pack.Hash)} in {vault.Store.Address} {how}. Put back a copy of it, or run 'steward vault repair': the next backup then stores again what is still on the machine.");
        }

        if (bad.Count > MaxMissing) _problems.Add($"... and {bad.Count - MaxMissing} more packs in {vault.Store.Address} are missing or truncated.");
        return bad;
    }

    private async Task CheckDataAsync(IReadOnlyCollection<StoredObject> packs, CancellationToken cancellation)
    {
        var (check, done, total) = (new PackCheck(vault), 0L, packs.Sum(p => p.Length));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(AtOnce, Environment.ProcessorCount), CancellationToken = cancellation };
        await Parallel.ForEachAsync(packs, parallel, async (pack, stop) =>
        {
            var state = await check.RunAsync(pack, stop);
            if (state.Problem is not null) _states.Add(state);
            options.Progress?.Report(new VerifyProgress(Interlocked.Add(ref done, pack.Length), total));
        });
    }
}

/// <summary>Chunks that an index knows and nobody can read.</summary>
internal sealed class BadChunks
{
    private readonly ChunkMap _map;
    private readonly HashSet<string> _packs;
    private readonly Dictionary<string, HashSet<ChunkId>> _within;

    public BadChunks(ChunkMap map, IEnumerable<string> missing, IReadOnlyCollection<PackState> states)
    {
        _map = map;
        _packs = [.. missing, .. states.Where(s => s.Directory is null).Select(s => ObjectNames.LastOf(s.Pack.Name))];
        _within = states.Where(s => s.Directory is not null).ToDictionary(s => ObjectNames.LastOf(s.Pack.Name), s => s.BadChunks.ToHashSet(), StringComparer.Ordinal);
    }

    public bool Contains(ChunkId id)
    {
        if (_packs.Count + _within.Count == 0) return false;
        // Of a chunk that lies in several packs one is enough.
        return _map.LiveRuns.Append(_map.Condemned).All(run => !run.TryFind(id, out var place) || IsBad(place.Pack.Hash, id));
    }

    private bool IsBad(string pack, ChunkId id) => _packs.Contains(pack) || (_within.TryGetValue(pack, out var bad) && bad.Contains(id));
}
