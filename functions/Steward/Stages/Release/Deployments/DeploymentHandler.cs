using Steward.Engine;
using Steward.Intake;

namespace Steward.Stages.Release.Deployments;

/// <summary>
/// Has a deployment that waits for Steward's word decided: one orchestration each, whose id comes from the deployment, so that a redelivery finds it. Also one of a product that is
/// not registered: whoever waits is answered.
/// </summary>
public sealed class DeploymentHandler(IOrchestrationClient engine, TimeProvider time) : IRepositoryEventHandler
{
    /// <summary>What the ids of the orchestrations begin with.</summary>
    public const string Prefix = "deployment:";

    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not DeploymentGateAsked asked) return null;
        var request = DeploymentRequest.Of(asked, time.GetUtcNow());
        var options = new StartOrchestrationOptions($"{Prefix}{request.Product}:{request.Deployment}");
        return await engine.ScheduleNewOrchestrationInstanceAsync(DeploymentWorkflow.Name, request, options, cancellation);
    }
}
