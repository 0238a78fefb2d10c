using Steward.Engine;

namespace Steward.Stages.Development.Snapshots;

/// <summary>Sees to it that a change finds a snapshot that is young enough.</summary>
public sealed class FreshSnapshotWorkflow : IOrchestrator<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "FreshSnapshot";

    /// <inheritdoc/>
    public Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input)
    {
        // The stamp is decided here, where replays and retries find it again, so that a step that runs twice takes one snapshot.
        var stamp = SnapshotStamp.Of(new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero), input.Change.Commit.ToString()[..8]);
        return context.CallActivityAsync<Nothing>(EnsureSnapshot.Name, new EnsureRequest(input.Change, stamp), TaskOptions.Patient);
    }
}
