using Steward.Azure.Backups;
using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Git;

namespace Steward.Hosting.Backups;

/// <summary>Backs up, drills and restores what Steward itself can reach: its own state, and repositories.</summary>
public sealed class CloudRunner(CloudVaults vaults, StorageAccount account, CloudRepositories repositories, TimeProvider time) : IBackupRunner
{
    /// <inheritdoc/>
    public async Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        await using var vault = await vaults.OpenAsync(order.What.Vault, cancellation);
        var work = new VaultWork(vault, time);
        if (order.Order.Kind == OrderKind.Restore) return await new CloudRestore(work, account, Path.Combine(vaults.Folder, "restores")).RunAsync(order, progress, cancellation);
        var outcome = await RunAsync(work, order, progress, cancellation);
        return await new VaultRetention(work, BackupPlan.Cloud).AfterAsync(outcome, vaults.IsKeeper(order.What.Vault) ? order.Retention : null, new RetentionRun(order.Plan.ToString(), order.Order.Id), cancellation);
    }

    private async Task<OrderOutcome> RunAsync(VaultWork work, OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var plan = order.Plan.ToString();
        if (order.Order.Kind == OrderKind.Backup) return await work.BackUpAsync(await SourceAsync(order, cancellation), BackupPlan.Cloud, plan, progress, cancellation);
        var snapshot = await work.FindAsync(order.Order.Snapshot, plan, cancellation);
        return order.What.What.Kind == SubjectKinds.Steward
            ? await new StateDrill(work, account).RunAsync(snapshot, cancellation)
            : await work.DrillAsync(snapshot, Path.Combine(vaults.Folder, "drills"), progress, cancellation);
    }

    private async Task<IBackupSource> SourceAsync(OrderOfPlan order, CancellationToken cancellation) => order.What.What.Kind switch
    {
        SubjectKinds.Steward => AzureSource.OfSteward(account, time),
        SubjectKinds.Git => new GitSource(await repositories.PlaceOfAsync(order, cancellation), Path.Combine(vaults.Folder, "mirrors"), time),
        var other => throw StewardException.Invalid($"Steward itself backs up nothing of the kind {other}."),
    };
}
