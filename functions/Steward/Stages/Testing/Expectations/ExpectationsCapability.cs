using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Expectations;

/// <summary>Names every change that expects less of the tests than the policy before it, and knows the tests of the last released version.</summary>
public sealed class ExpectationsCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "expectations";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(ExpectationsPolicy.Section)
            .Criterion(new ExpectationsCriterion())
            .OnChange<ExpectationsWorkflow>(this)
            .Activity<CompareExpectations, StageRequest, Nothing>();
        builder.Services.AddSingleton<PoliciesCompared>().AddSingleton<LastRelease>().AddSingleton<ReleasedManifest>()
            .AddSingleton<IReportEnricher, ProbationCounter>();
    }
}
