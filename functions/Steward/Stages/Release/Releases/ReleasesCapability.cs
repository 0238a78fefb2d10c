using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Engine;
using Steward.Gates;
using Steward.Intake;
using Steward.Kernel;
using Steward.Stages.Release.Releases.Baselines;
using Steward.Stages.Release.Releases.Publishing;

namespace Steward.Stages.Release.Releases;

/// <summary>A tag becomes a release when the evidence of all its commits lets it through; then it gets a passport.</summary>
public sealed class ReleasesCapability : ICapability
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "releases";

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(ReleasePolicy.Section)
            .Criterion(new HistoryCriterion())
            .Orchestrator<ReleaseWorkflow, ReleaseRequest, ReleaseDecision>()
            .Activity<DecideRelease, ReleaseRequest, ReleaseDecision>()
            .Activity<IssuePassport, PassportRequest, Nothing>()
            .Activity<PublishRelease, PassportRequest, Nothing>();
        builder.Services.AddSingleton<ReleaseHistories>();
        builder.Services.AddSingleton<ReleaseCollector>();
        builder.Services.AddSingleton<ReleaseGate>();
        builder.Services.AddSingleton<ReleasePreview>();
        builder.Services.AddSingleton<IVerdictTrees, ReleaseTrees>();
        builder.Services.AddSingleton<ReleaseRequests>();
        builder.Services.AddSingleton<ReleaseIntake>();
        builder.Services.AddSingleton<ReleaseReader>();
        builder.Services.AddSingleton<IReleaseInquiry, MaterialsInquiry>();
        builder.Services.AddSingleton<BaselineDesk>();
        builder.Services.AddSingleton<Passports.PassportIssuer>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRepositoryEventHandler, TagHandler>());
    }
}
