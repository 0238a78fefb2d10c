using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.Stages.Development.Environment;

/// <summary>One environment for every developer: what the policy declares, and how machines differ from it.</summary>
public sealed class EnvironmentCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => "environment";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(EnvironmentPolicy.Section)
            .Criterion(new EnvironmentCriterion())
            .OnChange<EnvironmentWorkflow>(this)
            .Activity<DeclareEnvironment, StageRequest, Nothing>();
        builder.Services.AddSingleton<MachineReports>();
    }
}
