using Steward.Azure.Backups;
using Steward.Azure.Storage;
using Steward.Azure.Vaults.Sources;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Git;

namespace Steward.Hosting.Backups;

/// <summary>
/// Carries out approved restores of what Steward itself backs up, beside what runs and never over it: its state under the prefix that the request names, a repository as a bare one of that
/// name in a folder. Everything is compared with the snapshot.
/// </summary>
/// <param name="work">The vault.</param>
/// <param name="account">Where Steward's state is.</param>
/// <param name="folder">The folder for repositories; for nobody else's eyes.</param>
internal sealed class CloudRestore(VaultWork work, StorageAccount account, string folder)
{
    /// <summary>Restores. What differs afterwards makes it a failed one.</summary>
    public async Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var wanted = order.Order.Restore ?? throw StewardException.Invalid("The order does not say where to.");
        if (wanted.InPlace || wanted.Include.Count > 0 || !CloudTarget.IsName(wanted.Target)) throw StewardException.Invalid(CloudTarget.Rule);
        var snapshot = await work.FindAsync(order.Order.Snapshot, order.Plan.ToString(), cancellation);
        return order.What.What.Kind == SubjectKinds.Steward
            ? await StateAsync(snapshot, wanted.Target, cancellation)
            : await RepositoryAsync(snapshot, (order.Order.Id, wanted.Target), progress, cancellation);
    }

    private async Task<OrderOutcome> StateAsync(SnapshotReference snapshot, string prefix, CancellationToken cancellation)
    {
        if (prefix == account.Prefix) throw StewardException.Invalid($"Steward runs under the prefix '{prefix}', and is not restored over itself: ask for another one.");
        var report = await new AzureRestore(work.Vault, snapshot.Snapshot, account.Beside(prefix)).RunAsync(cancellation);
        return VaultWork.Drilled(snapshot, report.Differences);
    }

    // Beside its place until it is complete and compared: what has the name is whole.
    private async Task<OrderOutcome> RepositoryAsync(SnapshotReference snapshot, (string Id, string Name) order, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        if (snapshot.Snapshot.Kind != "git") throw StewardException.Invalid($"The snapshot {snapshot.ShortId} is of the kind '{snapshot.Snapshot.Kind}', not 'git'.");
        var (place, draft) = (Path.Combine(folder, $"{order.Name}.git"), Path.Combine(folder, $"{order.Id}.part"));
        if (Directory.Exists(place)) return await ThereAsync(snapshot, place, cancellation);
        MakeFolder();
        var outcome = await work.RestoreAsync(snapshot, new RestorePlan(draft, Overwrite: false, [], Within: null), progress, cancellation);
        if (!outcome.Done) return outcome;
        if (await GitCheck.DifferencesAsync(draft, snapshot.Snapshot.Details, cancellation) is { Count: > 0 } differences) return VaultWork.Drilled(snapshot, differences);
        Directory.Move(draft, place);
        return outcome;
    }

    // A restore that was cut off between its end and its report finds what it has made itself.
    private static async Task<OrderOutcome> ThereAsync(SnapshotReference snapshot, string place, CancellationToken cancellation) =>
        await GitCheck.DifferencesAsync(place, snapshot.Snapshot.Details, cancellation) is []
            ? VaultWork.Drilled(snapshot, [])
            : throw new StewardException(FailureKind.Conflict, $"'{place}' is there already and is something else. Nothing was restored; ask for another name.");

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
