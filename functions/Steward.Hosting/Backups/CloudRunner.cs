using Steward.Azure.Backups;
using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Sources;
using Steward.Vault.Sources.Git;

namespace Steward.Hosting.Backups;

/// <summary>Backs up, drills and restores what Steward itself can reach: its own state, and repositories.</summary>
public sealed class CloudRunner(CloudVaults vaults, StorageAccount account, IProductStore products, TimeProvider time) : IBackupRunner
{
    private const string GitFolder = "git:";

    /// <inheritdoc/>
    public async Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        await using var vault = await vaults.OpenAsync(order.What.Vault, cancellation);
        var work = new VaultWork(vault, time);
        var outcome = await RunAsync(work, order, progress, cancellation);
        return await new VaultRetention(work, BackupPlan.Cloud).AfterAsync(outcome, vaults.IsKeeper(order.What.Vault) ? order.Retention : null, order.Plan.ToString(), cancellation);
    }

    private async Task<OrderOutcome> RunAsync(VaultWork work, OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var plan = order.Plan.ToString();
        if (order.Order.Kind == OrderKind.Backup) return await work.BackUpAsync(await SourceAsync(order, cancellation), BackupPlan.Cloud, plan, progress, cancellation);
        var snapshot = await work.FindAsync(order.Order.Snapshot, plan, cancellation);
        if (order.Order.Kind == OrderKind.Restore)
            return OrderOutcome.Failed($"Steward restores nothing itself. Use 'steward vault restore {snapshot.ShortId}' where it is to go; what is of the kind {SubjectKinds.Steward} goes under another prefix.");
        return order.What.What.Kind == SubjectKinds.Steward
            ? await new StateDrill(work, account).RunAsync(snapshot, cancellation)
            : await work.DrillAsync(snapshot, Path.Combine(vaults.Folder, "drills"), progress, cancellation);
    }

    private async Task<IBackupSource> SourceAsync(OrderOfPlan order, CancellationToken cancellation) => order.What.What.Kind switch
    {
        SubjectKinds.Steward => AzureSource.OfSteward(account, time),
        SubjectKinds.Git => new GitSource(GitPlace.Parse(await AddressAsync(order, cancellation)), Path.Combine(vaults.Folder, "mirrors"), time),
        var other => throw StewardException.Invalid($"Steward itself backs up nothing of the kind {other}."),
    };

    // A policy names no other repository than the product's own: whoever pushes writes it.
    private async Task<string> AddressAsync(OrderOfPlan order, CancellationToken cancellation)
    {
        if (order.Plan.IsOfServers)
            return order.What.What.Paths is [var named] ? named : throw StewardException.Invalid($"The plan {order.Plan} has to name one repository in what.paths.");
        if (order.What.What.Paths.Count > 0) throw StewardException.Invalid($"The plan {order.Plan} names a repository. A policy backs up its own: leave what.paths out, or write the plan into steward-backups.yaml.");
        var product = await products.GetAsync(order.Ledger, cancellation) ?? throw StewardException.NotFound($"{order.Ledger} is not registered.");
        return product.Source.StartsWith(GitFolder, StringComparison.Ordinal) ? product.Source[GitFolder.Length..] : $"https://github.com/{product.Id}.git";
    }
}
