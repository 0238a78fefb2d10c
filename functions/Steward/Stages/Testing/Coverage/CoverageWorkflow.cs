using Steward.Engine;

namespace Steward.Stages.Testing.Coverage;

/// <summary>Records which lines a change has, so that reports of coverage, which come from outside, can be held against them.</summary>
public sealed class CoverageWorkflow : IOrchestrator<StageRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "Coverage";

    /// <inheritdoc/>
    public Task<Nothing> RunAsync(OrchestrationContext context, StageRequest input) =>
        context.CallActivityAsync<Nothing>(RecordChangedLines.Name, input, TaskOptions.Patient);
}
