using Steward.Kernel;
using Steward.Vault.Snapshots;
using Steward.Vault.Stores;

namespace Steward.Vault.Maintenance;

/// <summary>Removes snapshots. What only they needed stays in the vault until it is pruned.</summary>
public static class Forget
{
    /// <summary>Removes them, the oldest first. One that the storage keeps is told and does not stop the others; Forbidden when it keeps all.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshots">Which.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ForgetOutcome> RunAsync(OpenVault vault, IReadOnlyList<SnapshotReference> snapshots, CancellationToken cancellation)
    {
        var (gone, problems) = (new List<SnapshotReference>(), new List<string>());
        StewardException? refusal = null;
        foreach (var snapshot in snapshots.OrderBy(s => s.Snapshot.Time))
        {
            try
            {
                await vault.Store.DeleteAsync(ObjectNames.Snapshots + snapshot.Id, cancellation);
                gone.Add(snapshot);
            }
            catch (StewardException kept) when (kept.Kind == FailureKind.Forbidden)
            {
                refusal = kept;
                problems.Add(kept.Message);
            }
        }

        return gone.Count == 0 && refusal is not null ? throw refusal : new ForgetOutcome(gone, problems);
    }

    /// <summary>Removes exactly the object of a snapshot that cannot be read. What only it needed cannot be restored any more, and is freed by prunes. Forbidden when the storage keeps it.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="damaged">Which.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task DamagedAsync(OpenVault vault, DamagedSnapshot damaged, CancellationToken cancellation) => vault.Store.DeleteAsync(ObjectNames.Snapshots + damaged.Id, cancellation);
}

/// <summary>What was forgotten.</summary>
/// <param name="Forgotten">The snapshots that are gone.</param>
/// <param name="Problems">What the storage keeps, one sentence each.</param>
public sealed record ForgetOutcome(IReadOnlyList<SnapshotReference> Forgotten, IReadOnlyList<string> Problems);
