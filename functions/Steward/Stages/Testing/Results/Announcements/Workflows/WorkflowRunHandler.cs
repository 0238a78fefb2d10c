using Steward.Engine;
using Steward.Intake;
using Steward.Products;

namespace Steward.Stages.Testing.Results.Announcements.Workflows;

/// <summary>Has what a workflow run stands for announced when it begins, and again when it ends.</summary>
public sealed class WorkflowRunHandler(IProductStore products, IOrchestrationClient engine) : IRepositoryEventHandler
{
    /// <summary>What the ids of the orchestrations begin with.</summary>
    public const string Prefix = "workflow:";

    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not WorkflowRunChanged { Head.IsNone: false, Action: "requested" or "in_progress" or "completed" } run) return null;
        if (await products.GetAsync(run.Product, cancellation) is null) return null;
        var id = $"{Prefix}{run.Product}:{run.RunId}:{run.Attempt}:{run.Action}";
        return await engine.ScheduleNewOrchestrationInstanceAsync(
            WorkflowRunWorkflow.Name, WorkflowRunSeen.Of(run), new StartOrchestrationOptions(id), cancellation);
    }
}
