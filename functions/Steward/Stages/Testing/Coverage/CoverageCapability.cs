using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Uploads;

namespace Steward.Stages.Testing.Coverage;

/// <summary>Takes reports of coverage of all test sets, and judges how many of a change's lines the tests executed.</summary>
public sealed class CoverageCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "coverage";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(CoveragePolicy.Section)
            .Criterion(new CoverageCriterion())
            .OnChange<CoverageWorkflow>(this)
            .Activity<RecordChangedLines, StageRequest, Nothing>();
        builder.Services.AddSingleton<CoverageIntake>().AddSingleton<CommittedLines>();
    }
}
