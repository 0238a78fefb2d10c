using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>
/// Removes what no snapshot needs, beside running backups, in two steps: packs are condemned, which takes them out of the index, and removed by a later prune when the
/// grace has passed and still nobody needs them. Whatever breaks off in between leaves at worst something twice.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="options">How.</param>
public sealed class Prune(OpenVault vault, PruneOptions options)
{
    // As many index objects are left as they are.
    private const int FewIndexes = 8;
    private readonly List<string> _problems = [];

    /// <summary>
    /// Prunes. Forbidden when the credentials may not delete, Conflict when another prune runs, Invalid when the vault is damaged; nothing was removed then.
    /// </summary>
    public async Task<PruneOutcome> RunAsync(CancellationToken cancellation)
    {
        if (options.DryRun)
        {
            using var facts = (await PruneFacts.ReadAsync(vault, cancellation)).Map;
            return Plan(new PackUse(facts)).Outcome;
        }

        await CheckAllowedAsync(cancellation);
        await using var mark = await PruneMark.TakeAsync(vault, options, cancellation);
        if (mark.Note is { } note) _problems.Add(note);
        var read = await PruneFacts.ReadAsync(vault, cancellation);
        using var map = read.Map;
        return await RunAsync(read, cancellation);
    }

    private async Task<PruneOutcome> RunAsync(PruneFacts facts, CancellationToken cancellation)
    {
        var (use, old) = (new PackUse(facts.Map), Old(facts));
        var (dead, rewritten, outcome) = Plan(use);
        var rewriting = new PruneRewriting(vault, facts.Map, options.Time);
        CheckThere(facts, use);
        rewritten = rewritten.Count == 0 ? [] : await rewriting.RunAsync(rewritten, cancellation);
        _problems.AddRange(rewriting.Problems);
        HashSet<int> condemned = [.. dead, .. rewritten];
        var revived = facts.Map.CondemnedMarks.Cast<bool>().Count(b => b);
        var orphans = await OrphansAsync(facts, cancellation);
        if (condemned.Count + revived > 0 || facts.Map.Indexes.Count > FewIndexes || orphans.Count > 0) await ReplaceIndexAsync(facts, condemned, orphans, cancellation);
        var (packs, bytes) = await RemoveAsync(facts, condemned, old, cancellation);
        return outcome with
        {
            PacksRewritten = rewritten.Count, PacksCondemned = condemned.Count + orphans.Count, ChunksRevived = revived, PacksRemoved = packs, BytesRemoved = bytes,
            BytesCondemned = condemned.Sum(p => (long)use[p].Length) + orphans.Sum(o => (long)o.Info.Length), Problems = _problems,
        };
    }

    // What may not be removed is found out before anything is written.
    private async Task CheckAllowedAsync(CancellationToken cancellation)
    {
        try
        {
            await vault.Store.DeleteAsync(ObjectNames.Condemned + new string('0', 64), cancellation);
        }
        catch (StewardException refused) when (refused.Kind == FailureKind.Forbidden)
        {
            throw new StewardException(FailureKind.Forbidden, $"'prune' may not remove anything from {vault.Store.Address} with these credentials, which is right for those that back up: run it with ones that may delete. Nothing was changed.", refused);
        }
    }

    private (List<int> Dead, HashSet<int> Rewrite, PruneOutcome Outcome) Plan(PackUse use)
    {
        var dead = use.Packs.Where(p => !use.IsNeeded(p)).ToList();
        var rewrite = use.Packs.Where(p => use.IsNeeded(p) && use.ShareOf(p) < options.RewriteBelow).OrderBy(use.ShareOf).ToHashSet();
        return (dead, rewrite, new PruneOutcome
        {
            PacksKept = use.Packs.Count() - dead.Count - rewrite.Count, PacksRewritten = rewrite.Count, PacksCondemned = dead.Count + rewrite.Count,
            BytesCondemned = dead.Concat(rewrite).Sum(p => (long)use[p].Length), Problems = _problems,
        });
    }

    private static void CheckThere(PruneFacts facts, PackUse use)
    {
        foreach (var pack in use.Packs.Where(use.IsNeeded).Select(p => use[p].Hash))
            if (!facts.Packs.ContainsKey(pack)) throw PruneFacts.Refuse($"{ObjectNames.PackOf(pack)} is missing, and snapshots need it. Run 'steward vault verify', which names the files, and 'steward vault repair'.");
    }

    private List<(StoredObject Object, IndexRun Run)> Old(PruneFacts facts) =>
        [.. facts.Map.CondemnedObjects.Where(c => facts.Now - c.Object.Modified > options.Grace)];

    // Packs that no index ever named: of backups that broke off, once they are so old that none of them can still be running.
    private async Task<List<PackDirectory>> OrphansAsync(PruneFacts facts, CancellationToken cancellation)
    {
        var named = new[] { facts.Map.Live, facts.Map.Condemned }.SelectMany(run => Enumerable.Range(0, run.Packs).Select(n => run.PackAt(n).Hash)).ToHashSet(StringComparer.Ordinal);
        var orphans = new List<PackDirectory>();
        foreach (var pack in facts.Packs.Values.Where(p => !named.Contains(ObjectNames.LastOf(p.Name)) && facts.Now - p.Modified > options.Grace))
        {
            try
            {
                orphans.Add(await PackDirectory.ReadAsync(vault.Store, vault.Keys.Packs, pack, cancellation));
            }
            catch (StewardException damaged) when (damaged.Kind is FailureKind.Invalid or FailureKind.NotFound)
            {
                _problems.Add($"{damaged.Message} No index names it; it stays until 'steward vault repair' was run.");
            }
        }

        return orphans;
    }

    private async Task ReplaceIndexAsync(PruneFacts facts, HashSet<int> condemned, List<PackDirectory> orphans, CancellationToken cancellation)
    {
        var map = facts.Map;
        var (live, gone, revived) = (new IndexBatches(vault, ObjectNames.Index), new IndexBatches(vault, ObjectNames.Condemned), new IndexBatches(vault, ObjectNames.Index));
        foreach (var entry in map.Live.All())
            if (!condemned.Contains(entry.Pack)) await live.AddAsync(entry, map.Live.PackAt(entry.Pack), cancellation);
        await live.EndAsync(cancellation);
        var again = Revived(map);
        foreach (var entry in map.Condemned.All())
            if (again.Contains(entry.Pack)) await revived.AddAsync(entry, map.Condemned.PackAt(entry.Pack), cancellation);
        await revived.EndAsync(cancellation);
        foreach (var pack in condemned) gone.Add(map.Live.PackAt(pack));
        foreach (var entry in map.Live.All())
            if (condemned.Contains(entry.Pack)) await gone.AddAsync(entry, map.Live.PackAt(entry.Pack), cancellation);
        await gone.EndAsync(cancellation);
        await OrphanEntries.WriteAsync(vault, ObjectNames.Condemned, orphans, cancellation);
        HashSet<string> kept = [.. live.Written, .. revived.Written];
        foreach (var index in map.Indexes)
            if (!kept.Contains(index.Name)) await DeleteAsync(index.Name, cancellation);
    }

    private async Task<(long Packs, long Bytes)> RemoveAsync(PruneFacts facts, HashSet<int> condemned, List<(StoredObject Object, IndexRun Run)> old, CancellationToken cancellation)
    {
        if (old.Count == 0) return (0, 0);
        var indexed = Needed(facts, condemned);
        await MarkLateAsync(facts, cancellation);
        var needed = Needed(facts, condemned);
        var (removed, bytes) = (new HashSet<string>(StringComparer.Ordinal), 0L);
        foreach (var (item, run) in old)
        {
            // What is needed since a moment ago is in no index yet: readers find it by this object, until the next prune revives it.
            var isWhole = !Enumerable.Range(0, run.Packs).Select(p => run.PackAt(p).Hash).Any(p => needed.Contains(p) && !indexed.Contains(p));
            foreach (var pack in Enumerable.Range(0, run.Packs).Select(run.PackAt).Where(p => !needed.Contains(p.Hash)))
            {
                if (!facts.Packs.ContainsKey(pack.Hash) || removed.Contains(pack.Hash)) continue;
                if (!await DeleteAsync(ObjectNames.PackOf(pack.Hash), cancellation)) isWhole = false;
                else if (removed.Add(pack.Hash)) bytes += pack.Length;
            }

            if (isWhole) await DeleteAsync(item.Name, cancellation);
        }

        return (removed.Count, bytes);
    }

    // Snapshots that came while this ran.
    private async Task MarkLateAsync(PruneFacts facts, CancellationToken cancellation)
    {
        var known = facts.Snapshots.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var now = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, cancellation);
        if (now.Problems.Count > 0) throw PruneFacts.Refuse(now.Problems[0]);
        await new Reach(vault, facts.Map).MarkAsync([.. now.Snapshots.Where(s => !known.Contains(s.Id))], cancellation);
    }

    private static HashSet<string> Needed(PruneFacts facts, HashSet<int> condemned)
    {
        var map = facts.Map;
        var needed = Enumerable.Range(0, map.Live.Packs).Where(p => !condemned.Contains(p)).Select(p => map.Live.PackAt(p).Hash).ToHashSet(StringComparer.Ordinal);
        needed.UnionWith(Revived(map).Select(p => map.Condemned.PackAt(p).Hash));
        return needed;
    }

    // A pack of which anything is needed is revived whole.
    private static HashSet<int> Revived(ChunkMap map)
    {
        var (packs, position) = (new HashSet<int>(), 0);
        foreach (var entry in map.Condemned.All())
            if (map.CondemnedMarks[position++]) packs.Add(entry.Pack);
        return packs;
    }

    // What the storage keeps for a period is named, and the rest goes on.
    private async Task<bool> DeleteAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await vault.Store.DeleteAsync(name, cancellation);
            return true;
        }
        catch (StewardException kept) when (kept.Kind == FailureKind.Forbidden)
        {
            _problems.Add(kept.Message);
            return false;
        }
    }
}
