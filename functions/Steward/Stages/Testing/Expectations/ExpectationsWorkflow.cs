using Steward.Engine;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Holds what the policy expects of tests against the policy before, and looks up the tests of the last released version.</summary>
public sealed class ExpectationsWorkflow : IOrchestrator<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Expectations";

    /// <inheritdoc/>
    public Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input) =>
        context.CallActivityAsync<Nothing>(CompareExpectations.Name, input, TaskOptions.Patient);
}
