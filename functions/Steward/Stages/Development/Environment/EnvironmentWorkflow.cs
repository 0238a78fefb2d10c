using Steward.Engine;

namespace Steward.Stages.Development.Environment;

/// <summary>Records which environment a change was made for.</summary>
public sealed class EnvironmentWorkflow : IOrchestrator<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Environment";

    /// <inheritdoc/>
    public Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input) =>
        context.CallActivityAsync<Nothing>(DeclareEnvironment.Name, input, TaskOptions.Patient);
}
