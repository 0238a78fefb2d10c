using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Entries;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>
/// What a backup that took long does before it writes its snapshot: a prune may have condemned in the meantime what it counts on, and may soon remove it.
/// </summary>
public static class LongBackup
{
    /// <summary>
    /// When the index was read that a backup counts on, by the store's clock: a machine's clock that is set meanwhile must not make a long backup a short one. To be asked
    /// before anything is backed up.
    /// </summary>
    public static async Task<DateTimeOffset> BeganAsync(OpenVault vault, CancellationToken cancellation) => await vault.Store.ClockAsync(cancellation) - vault.Age;

    /// <summary>Looks whether all that a listing refers to will be there: live, or condemned so lately that the next prune sees the snapshot first. Conflict otherwise.</summary>
    /// <param name="vault">The vault, as the backup opened it; what it wrote is flushed.</param>
    /// <param name="listing">The chunks of the new snapshot's listing.</param>
    /// <param name="began">What <see cref="BeganAsync"/> said: before half the grace is over nothing can have been removed, and nothing is looked at.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task CheckAsync(OpenVault vault, IReadOnlyList<ChunkId> listing, DateTimeOffset began, CancellationToken cancellation)
    {
        var clock = await vault.Store.ClockAsync(cancellation);
        // A clock that went backwards tells nothing: it is looked then too.
        var took = (clock - began).Duration();
        if (took < PruneOptions.UsualGrace / 2) return;
        await using var now = await vault.AgainAsync(cancellation);
        using var map = await ChunkMap.ReadAsync(now, cancellation);
        var late = map.CondemnedObjects.Where(c => clock - c.Object.Modified < PruneOptions.UsualGrace / 2).Select(c => c.Run).ToList();
        var packs = await vault.Store.ListAsync(ObjectNames.Packs, cancellation).Select(o => ObjectNames.LastOf(o.Name)).ToHashSetAsync(StringComparer.Ordinal, cancellation);
        var reader = now.Reader();
        foreach (var id in listing)
        {
            Check(id);
            foreach (var item in EntryDecoder.Items(await reader.ReadAsync(id, cancellation)))
                foreach (var chunk in item.Chunks) Check(chunk);
        }

        void Check(ChunkId id)
        {
            if (!IsThere(id, map.LiveRuns.Concat(late), packs))
                throw new StewardException(FailureKind.Conflict, $"The backup took {took.TotalHours:f0} hours, and meanwhile 'prune' has condemned what it counted on. No snapshot was written and nothing is lost: run it again; what it has stored is found, and it is faster.");
        }
    }

    private static bool IsThere(ChunkId id, IEnumerable<IndexRun> runs, HashSet<string> packs) =>
        runs.Any(run => run.TryFind(id, out var place) && packs.Contains(place.Pack.Hash));
}
