using Steward.Engine;

namespace Steward.Changes;

/// <summary>Decides a change anew that had been decided before: late evidence reopens the verdict.</summary>
public sealed class ReopenedChangeWorkflow : IOrchestrator<ChangeRequest, Decision>
{
    private static readonly Dictionary<string, string> NoFaults = [];

    /// <inheritdoc/>
    public static string Name => "ReopenedChange";

    /// <inheritdoc/>
    public async Task<Decision> RunAsync(OrchestrationContext context, ChangeRequest input)
    {
        var request = new DecideRequest(input, NoFaults, Final: true);
        var decision = await context.CallActivityAsync<Decision>(DecideChange.Name, request, TaskOptions.Patient);
        await context.CallActivityAsync<Nothing>(PublishChange.Name, input.Change, TaskOptions.Patient);
        return decision;
    }
}
