using Steward.Engine;

namespace Steward.Changes;

/// <summary>Decides a change anew that had been decided before: late evidence reopens the verdict. What is awaited again then, such as another
/// attempt that was announced, is awaited until its deadline; what comes until then is decided by a reopening of its own.</summary>
public sealed class ReopenedChangeWorkflow : IOrchestrator<DecideRequest, Decision>
{
    /// <inheritdoc/>
    public static string Name => "ReopenedChange";

    /// <inheritdoc/>
    public async Task<Decision> RunAsync(OrchestrationContext context, DecideRequest input)
    {
        while (true)
        {
            var decision = await context.CallActivityAsync<Decision>(DecideChange.Name, input, TaskOptions.Patient);
            await context.CallActivityAsync<Nothing>(PublishChange.Name, input.Request.Change, TaskOptions.Patient);
            if (decision.AwaitUntil is not { } deadline) return decision;
            await context.CreateTimer(deadline.UtcDateTime, CancellationToken.None);
        }
    }
}
