using Steward.Kernel;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>
/// What a prune decides by. It is read in this order: packs, then snapshots, then indexes. So a pack whose index is missing was not finished, and what a snapshot
/// needs is in the indexes.
/// </summary>
internal sealed record PruneFacts(IReadOnlyDictionary<string, StoredObject> Packs, IReadOnlyList<SnapshotReference> Snapshots, ChunkMap Map, DateTimeOffset Now)
{
    /// <summary>Reads it all. Invalid when anything is damaged or missing: nothing is removed on half a knowledge.</summary>
    public static async Task<PruneFacts> ReadAsync(OpenVault vault, CancellationToken cancellation)
    {
        var packs = await vault.Store.ListAsync(ObjectNames.Packs, cancellation).ToDictionaryAsync(o => ObjectNames.LastOf(o.Name), StringComparer.Ordinal, cancellation);
        var snapshots = await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, cancellation);
        if (snapshots.Problems.Count > 0) throw Refuse($"{snapshots.Problems[0]} What it needs is not known.");
        var map = await ChunkMap.ReadAsync(vault, cancellation);
        if (map.Problems.Count > 0) throw Refuse(map.Problems[0]);
        var reach = new Reach(vault, map);
        await reach.MarkAsync(snapshots.Snapshots, cancellation);
        if (reach.Lost.Count > 0)
        {
            var lost = reach.Lost[0];
            throw Refuse($"The snapshot {lost.Snapshot.ShortId} cannot be restored whole: {lost.Path ?? "its list of files"}: {lost.Why}. Run 'steward vault verify' and 'steward vault repair'.");
        }

        return new PruneFacts(packs, snapshots.Snapshots, map, await vault.Store.ClockAsync(cancellation));
    }

    public static StewardException Refuse(string why) => StewardException.Invalid($"{why} Nothing was removed: a vault is pruned only when all of it is understood.");
}
