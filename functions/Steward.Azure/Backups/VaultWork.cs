using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault;
using Steward.Vault.Backing;
using Steward.Vault.Drills;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;

namespace Steward.Azure.Backups;

/// <summary>Carries orders out in a vault: what agents and Steward itself share.</summary>
/// <param name="vault">The vault.</param>
/// <param name="time">The clock.</param>
public sealed class VaultWork(OpenVault vault, TimeProvider time)
{
    private const int MaxNamed = 3;

    /// <summary>The vault.</summary>
    public OpenVault Vault => vault;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Backs a source up. What could not be read is counted; there is a snapshot then too.</summary>
    public async Task<OrderOutcome> BackUpAsync(IBackupSource source, string host, string plan, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var how = new BackupOptions { Host = host, Time = time, Tags = [plan] };
        var outcome = await Backup.RunAsync(vault, source, how, new Bridge(progress), cancellation);
        var totals = outcome.Snapshot.Snapshot.Totals;
        return new OrderOutcome(true, outcome.Snapshot.Id, new RunCounts(totals.Files, totals.Bytes, totals.NewBytes, totals.StoredBytes, outcome.Problems), null);
    }

    /// <summary>The snapshot of an order. Invalid when it is of another plan: nobody restores by a plan what is not the plan's.</summary>
    public async Task<SnapshotReference> FindAsync(string? snapshot, string plan, CancellationToken cancellation)
    {
        var found = await new SnapshotStore(vault).FindAsync(snapshot ?? SnapshotStore.Latest, new SnapshotFilter { Tags = [plan] }, cancellation);
        return found.Snapshot.Tags.Contains(plan, StringComparer.Ordinal) ? found : throw StewardException.Invalid($"The snapshot {found.ShortId} is not one of the plan {plan}.");
    }

    /// <summary>Restores files into a folder.</summary>
    public async Task<OrderOutcome> RestoreAsync(
        SnapshotReference snapshot, RestorePlan target, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var how = new RestoreOptions { Time = time, Overwrite = target.Overwrite, Include = target.Include, Within = target.Within };
        var outcome = await Restore.RunAsync(vault, snapshot, target.Folder, how, new Bridge(progress), cancellation);
        var counts = new RunCounts(outcome.Files, outcome.Bytes, 0, 0, outcome.Failed);
        return outcome.Failed == 0
            ? new OrderOutcome(true, snapshot.Id, counts, null)
            : new OrderOutcome(false, snapshot.Id, counts, $"{Texts.Count(outcome.Failed, "entry", "entries")} could not be restored: {Texts.Some([.. outcome.Problems], MaxNamed)}");
    }

    /// <summary>Restores a snapshot into an empty place and compares. What could not be found out is no pass.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="scratch">The folder that the empty place is made in.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<OrderOutcome> DrillAsync(SnapshotReference snapshot, string scratch, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var result = await Drill.RunAsync(vault, snapshot, new DrillOptions { Time = time, Folder = scratch }, new Bridge(progress), cancellation);
        return result.Verdict == DrillVerdict.Error
            ? OrderOutcome.Failed($"It could not be found out: {Texts.Some([.. result.Notes], MaxNamed)}") with { Snapshot = snapshot.Id }
            : Drilled(snapshot, result.Verdict == DrillVerdict.Failed && result.Differences.Count == 0 ? ["It was red without a reason."] : result.Differences);
    }

    /// <summary>The outcome of a drill that found some differences, or none.</summary>
    public static OrderOutcome Drilled(SnapshotReference snapshot, IReadOnlyList<string> differences)
    {
        var totals = snapshot.Snapshot.Totals;
        var counts = new RunCounts(totals.Files, totals.Bytes, 0, 0, differences.Count);
        return new OrderOutcome(differences.Count == 0, snapshot.Id, counts, differences.Count == 0 ? null : $"{Texts.Count(differences.Count, "difference")}: {Texts.Some([.. differences], MaxNamed)}");
    }

    private sealed class Bridge(IProgress<OrderProgress> progress) : IProgress<VaultProgress>
    {
        public void Report(VaultProgress value) => progress.Report(new OrderProgress(value.Files, value.Bytes, value.TotalBytes, value.Doing));
    }
}

/// <summary>Where an order restores to.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Overwrite">Whether what is there is replaced.</param>
/// <param name="Include">What alone; none: everything.</param>
/// <param name="Within">The home folder of somebody else's that it lies in; null: in none.</param>
public sealed record RestorePlan(string Folder, bool Overwrite, IReadOnlyList<string> Include, string? Within);
