using Microsoft.Extensions.DependencyInjection;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Rules;

/// <summary>Holds what a policy asks of releases against what it asked of the release before: who asks for less says so, and somebody waives it.</summary>
public sealed class RulesCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => RulesCriterion.CriterionName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.ReleaseCriterion(new RulesCriterion()).Weakening<GateWeakening>();
        builder.Services.AddSingleton<IReleaseInquiry, RulesInquiry>();
    }
}
