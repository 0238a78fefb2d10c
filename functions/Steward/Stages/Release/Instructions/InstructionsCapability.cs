using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Instructions;

/// <summary>A release is what its instructions were carried out for, each by a named person or confirmed by evidence.</summary>
public sealed class InstructionsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "instructions";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(InstructionsPolicy.Section).ReleaseCriterion(new InstructionsCriterion()).Assumption<DoneAssumption>().Weakening<InstructionsWeakening>();
        builder.Services.AddSingleton<InstructionFiles>().AddSingleton<InstructionDesk>().AddSingleton<IReleaseInquiry, InstructionsInquiry>();
    }
}
