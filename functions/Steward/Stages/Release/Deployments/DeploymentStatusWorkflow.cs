using Steward.Engine;
using Steward.Gates;

namespace Steward.Stages.Release.Deployments;

/// <summary>Judges a deployment again that has another state; its output is the verdict, null where Steward was never asked for it.</summary>
public sealed class DeploymentStatusWorkflow : IOrchestrator<DeploymentStatusSeen, Verdict?>
{
    /// <inheritdoc/>
    public static string Name => "DeploymentStatus";

    /// <inheritdoc/>
    public Task<Verdict?> RunAsync(OrchestrationContext context, DeploymentStatusSeen input) =>
        context.CallActivityAsync<Verdict?>(RecheckDeployment.Name, input, TaskOptions.Patient);
}
