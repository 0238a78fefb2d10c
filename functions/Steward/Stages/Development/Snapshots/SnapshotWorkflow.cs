using Steward.Engine;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Takes a snapshot and records it with every product that it covers.</summary>
public sealed class SnapshotWorkflow : IOrchestrator<ScheduledRun, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Snapshot";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var taken = await context.CallActivityAsync<StoredSnapshot>(TakeSnapshot.Name, input, TaskOptions.Patient);
        await context.CallActivityAsync<int>(RecordSnapshot.Name, taken, TaskOptions.Patient);
        return Nothing.Value;
    }
}
