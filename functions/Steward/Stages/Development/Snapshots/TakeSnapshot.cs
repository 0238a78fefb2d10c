using Steward.Engine;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Takes the snapshot of a scheduled run; its stamp is the time that it was due.</summary>
public sealed class TakeSnapshot(ITableArchive archive) : IActivity<ScheduledRun, StoredSnapshot>
{
    /// <inheritdoc/>
    public static string Name => "TakeSnapshot";

    /// <inheritdoc/>
    public Task<StoredSnapshot> RunAsync(ScheduledRun input, CancellationToken cancellation) =>
        archive.TakeAsync(SnapshotStamp.Of(input.DueAt), cancellation);
}
