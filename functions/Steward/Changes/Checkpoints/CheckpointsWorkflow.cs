using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Checkpoints;

/// <summary>Every five minutes: publishes what the ledgers have got since, so that outsiders can see it without asking. Says how many ledgers there are.</summary>
public sealed class CheckpointsWorkflow : IOrchestrator<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "Checkpoints";

    /// <inheritdoc/>
    public Task<int> RunAsync(OrchestrationContext context, ScheduledRun input) =>
        context.CallActivityAsync<int>(PublishCheckpoints.Name, input); // no retries: the next run is the retry
}
