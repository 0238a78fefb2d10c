using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Quarantine;
using Steward.Stages.Security.Antivirus.Signatures;

namespace Steward.Stages.Security.Antivirus;

/// <summary>
/// Antivirus of the changed files, by blob, and of the artefacts of commits: a file that was scanned with the same signatures is never scanned again. The host provides
/// <see cref="IAntivirus"/>.
/// </summary>
public sealed class AntivirusCapability : ICapability
{
    /// <summary>The capability's name.</summary>
    internal const string CapabilityName = "antivirus";

    /// <summary>The evidence of one blob's scan: Pass clean, Fail infected, Error unknown.</summary>
    public const string Scanned = "antivirus.scanned";

    /// <summary>The evidence that a change went through; its subject is the commit, its payload an <see cref="AntivirusReport"/>.</summary>
    public const string Completed = "antivirus.completed";

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => CapabilityName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.OnChange<AntivirusWorkflow>(this)
            .Activity<AntivirusScanActivity, AntivirusScanRequest, Nothing>()
            .Orchestrator<ArtefactWorkflow, ArtefactRequest, ArtefactState>()
            .Activity<ScanArtefact, ArtefactRequest, ArtefactState>()
            .Activity<MoveArtefact, ArtefactRequest, Nothing>()
            .Orchestrator<QuarantineWorkflow, ScheduledRun, int>()
            .Activity<SweepQuarantine, QuarantineStep, QuarantineSwept>()
            .Schedule(new Schedule("quarantine", "40 * * * *", QuarantineWorkflow.Name, CatchUp: true))
            .Orchestrator<SignaturesWorkflow, ScheduledRun, int>()
            .Schedule(new Schedule("signatures", "20 * * * *", SignaturesWorkflow.Name, CatchUp: true))
            .Activity<ListRescans, ScheduledRun, RescanStep[]>()
            .Activity<RescanRelease, RescanStep, RescanStep?>()
            .Criterion(new AntivirusCriterion())
            .Processor(new Processor(CapabilityName, Scanned, ProcessorScope.Blob) { IsAskedFor = policy => policy.Get(AntivirusPolicy.Section).Required })
            .Section(AntivirusPolicy.Section).Weakening<AntivirusWeakening>();
        builder.Services.AddSingleton<QuarantineQuota>().AddSingleton<QuarantineDesk>().AddSingleton<ArtefactIntake>().AddSingleton<ArtefactReader>().AddSingleton<ReleaseRescan>();
        builder.Services.TryAddSingleton(new QuarantineLimits());
    }
}
