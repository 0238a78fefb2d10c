using Steward.Engine;
using Steward.Intake;
using Steward.Products;

namespace Steward.Stages.Release.Deployments;

/// <summary>Has the gate judged again at the moment at which a deployment begins, and at which it is done.</summary>
public sealed class DeploymentStatusHandler(IProductStore products, IOrchestrationClient engine, TimeProvider time) : IRepositoryEventHandler
{
    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not DeploymentChanged { Head.IsNone: false, Deployment: > 0, State: "queued" or "in_progress" or "success" } changed) return null;
        if (await products.GetAsync(changed.Product, cancellation) is null) return null;
        var request = new DeploymentRequest(
            changed.Product, $"{changed.Deployment}", changed.Environment, "", changed.Head, changed.Actor, time.GetUtcNow(), new DeploymentCallback("", "", changed.Environment));
        var options = new StartOrchestrationOptions($"{DeploymentHandler.Prefix}{request.Product}:{request.Deployment}:{changed.State}");
        return await engine.ScheduleNewOrchestrationInstanceAsync(DeploymentStatusWorkflow.Name, new DeploymentStatusSeen(request, changed.State), options, cancellation);
    }
}
