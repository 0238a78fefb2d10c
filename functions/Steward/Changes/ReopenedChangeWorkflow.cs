using Steward.Engine;

namespace Steward.Changes;

/// <summary>Decides a change anew that had been decided before: late evidence reopens the verdict.</summary>
public sealed class ReopenedChangeWorkflow : IOrchestrator<DecideRequest, Decision>
{
    /// <inheritdoc/>
    public static string Name => "ReopenedChange";

    /// <inheritdoc/>
    public async Task<Decision> RunAsync(OrchestrationContext context, DecideRequest input)
    {
        var decision = await context.CallActivityAsync<Decision>(DecideChange.Name, input, TaskOptions.Patient);
        await context.CallActivityAsync<Nothing>(PublishChange.Name, input.Request.Change, TaskOptions.Patient);
        return decision;
    }
}
