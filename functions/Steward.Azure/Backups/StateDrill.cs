using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Snapshots;

namespace Steward.Azure.Backups;

/// <summary>Restores a snapshot of Steward's state under a prefix of its own, compares, and removes it again.</summary>
/// <param name="work">The vault.</param>
/// <param name="account">The account of the state.</param>
public sealed class StateDrill(VaultWork work, StorageAccount account)
{
    private const int Digits = 12;

    /// <summary>Drills.</summary>
    public async Task<OrderOutcome> RunAsync(SnapshotReference snapshot, CancellationToken cancellation)
    {
        var empty = account.Beside($"drill{snapshot.Id[..Digits]}");
        await RemoveAsync(empty, cancellation);
        try
        {
            var report = await new AzureRestore(work.Vault, snapshot.Snapshot, empty).RunAsync(cancellation);
            return VaultWork.Drilled(snapshot, report.Differences);
        }
        finally
        {
            await RemoveAsync(account.Beside(empty.Prefix), CancellationToken.None);
        }
    }

    // What a killed drill left is removed first. Nothing but a drill has such a prefix.
    private static async Task RemoveAsync(StorageAccount drill, CancellationToken cancellation)
    {
        await foreach (var table in drill.TableNamesAsync(cancellation)) await StorageErrors.Translate(async () => await (await drill.TableAsync(table)).DeleteAsync(cancellation));
        await foreach (var container in drill.ContainerNamesAsync(cancellation)) await StorageErrors.Translate(async () => await (await drill.ContainerAsync(container)).DeleteIfExistsAsync(cancellationToken: cancellation));
    }
}
