using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Gates;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Stages.Release.Deployments;

/// <summary>Decides deployments on GitHub by the gate of releases, and judges them again when they begin and when they are done.</summary>
public sealed class DeploymentsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "deployments";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(DeploymentPolicy.Section).Weakening<DeploymentsWeakening>()
            .Orchestrator<DeploymentWorkflow, DeploymentRequest, DeploymentReply>()
            .Orchestrator<DeploymentStatusWorkflow, DeploymentStatusSeen, Verdict?>()
            .Activity<JudgeDeployment, DeploymentRequest, DeploymentJudgement>()
            .Activity<AnswerDeployment, DeploymentAnswer, DeploymentReply>()
            .Activity<ReportDeployment, DeploymentAnswer, DeploymentReply>()
            .Activity<RecheckDeployment, DeploymentStatusSeen, Verdict?>();
        builder.Services.AddSingleton<DeploymentJudge>().AddSingleton<DeploymentLedger>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, DeploymentHandler>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, DeploymentStatusHandler>());
    }
}
