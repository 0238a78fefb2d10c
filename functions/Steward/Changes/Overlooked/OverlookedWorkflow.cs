using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Overlooked;

/// <summary>Every minute: has changes decided again that were decided without evidence that is there. Says how many.</summary>
public sealed class OverlookedWorkflow : IOrchestrator<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "Overlooked";

    /// <inheritdoc/>
    public Task<int> RunAsync(OrchestrationContext context, ScheduledRun input) =>
        context.CallActivityAsync<int>(ReopenOverlooked.Name, input); // no retries: the next minute's run is the retry
}
