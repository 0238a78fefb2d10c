using Steward.Engine;

namespace Steward.Stages.Security.Access.Reviews;

/// <summary>Sees to it that every quarter has its review of access.</summary>
public sealed class AccessReviewWorkflow : IOrchestrator<ScheduledRun, string?>
{
    /// <inheritdoc/>
    public static string Name => "AccessReview";

    /// <inheritdoc/>
    public Task<string?> RunAsync(OrchestrationContext context, ScheduledRun input) =>
        context.CallActivityAsync<string?>(OpenAccessReview.Name, input, TaskOptions.Patient);
}
