using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Snapshots of Steward's own tables: taken every night, and before a change is decided when the newest is too old.</summary>
public sealed class SnapshotsCapability : ICapability
{
    internal const string CapabilityName = "snapshots";
    internal const string ScheduleName = "snapshot";

    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => CapabilityName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(SnapshotsPolicy.Section)
            .Criterion(new SnapshotsCriterion())
            .Orchestrator<SnapshotWorkflow, ScheduledRun, Nothing>()
            .Schedule(new Schedule(ScheduleName, "0 2 * * *", SnapshotWorkflow.Name, CatchUp: true))
            .OnChange<FreshSnapshotWorkflow>(this)
            .Activity<TakeSnapshot, ScheduledRun, StoredSnapshot>()
            .Activity<RecordSnapshot, StoredSnapshot, int>()
            .Activity<EnsureSnapshot, EnsureRequest, Nothing>();
        builder.Services.AddSingleton<ProductSnapshots>().AddSingleton<SnapshotControl>();
    }
}
