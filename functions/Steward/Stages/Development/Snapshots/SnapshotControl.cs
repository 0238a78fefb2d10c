using Steward.Engine;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Snapshots, newest first.</summary>
/// <param name="Snapshots">The newest ones that count.</param>
/// <param name="More">True when there are more than are shown.</param>
public sealed record SnapshotList(IReadOnlyList<StoredSnapshot> Snapshots, bool More);

/// <summary>A snapshot that was asked for.</summary>
/// <param name="Stamp">Its stamp.</param>
/// <param name="Orchestration">The orchestration that takes it.</param>
public sealed record SnapshotAsked(string Stamp, string Orchestration);

/// <summary>Shows people the snapshots, and takes one when asked.</summary>
public sealed class SnapshotControl(ITableArchive archive, IOrchestrationClient engine, TimeProvider time)
{
    private const int MaxShown = 100;

    /// <summary>The newest snapshots.</summary>
    public async Task<SnapshotList> ListAsync(CancellationToken cancellation)
    {
        var found = await archive.ListAsync(MaxShown + 1, cancellation);
        return new SnapshotList([.. found.Take(MaxShown)], found.Count > MaxShown);
    }

    /// <summary>Starts taking one; asked twice within a second, one is taken.</summary>
    public async Task<SnapshotAsked> TakeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var stamp = SnapshotStamp.Of(now);
        var options = new StartOrchestrationOptions($"{SnapshotsCapability.ScheduleName}:{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var id = await engine.ScheduleNewOrchestrationInstanceAsync(SnapshotWorkflow.Name, new ScheduledRun(now), options, cancellation);
        return new SnapshotAsked(stamp, id);
    }
}
