using Steward.Engine;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>Announces the test sets that a workflow run stands for; says how many announcements there were.</summary>
public sealed class WorkflowRunWorkflow : IOrchestrator<WorkflowRunSeen, int>
{
    /// <inheritdoc/>
    public static string Name => "WorkflowRun";

    /// <inheritdoc/>
    public Task<int> RunAsync(OrchestrationContext context, WorkflowRunSeen input) =>
        context.CallActivityAsync<int>(AnnounceWorkflowRun.Name, input, TaskOptions.Patient);
}
