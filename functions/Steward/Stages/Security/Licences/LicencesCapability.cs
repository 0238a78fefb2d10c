using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Engine;
using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Boms;
using Steward.Stages.Security.Licences.Comparison;
using Steward.Stages.Security.Licences.Concluding;
using Steward.Stages.Security.Licences.Showing;

namespace Steward.Stages.Security.Licences;

/// <summary>
/// Licences of dependencies: lock files are read at every pushed commit, the declared licences are found out, and the policy's lists judge
/// them. The host provides <see cref="Metadata.ILicenceMetadata"/>.
/// </summary>
public sealed class LicencesCapability : ICapability
{
    /// <summary>The capability's name.</summary>
    internal const string CapabilityName = "licences";

    /// <summary>The evidence of a scan; its subject is the commit, its payload a <see cref="LicenceScan"/>.</summary>
    public const string Scanned = "licences.scanned";

    /// <inheritdoc/>
    public Stage Stage => Stage.Security;

    /// <inheritdoc/>
    public string Name => CapabilityName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Services.TryAddSingleton<LicenceScanner>();
        builder.Services.AddSingleton<CommitScan>().AddSingleton<OwnHeaders>().AddSingleton<ScanReader>().AddSingleton<SbomReader>().AddSingleton<ProductLicences>().AddSingleton<ChangedDependencies>().AddSingleton<IReleaseMaterial, SbomMaterial>();
        builder.OnChange<LicenceWorkflow>(this)
            .Activity<LicenceScanActivity, LicenceScanRequest, Nothing>()
            .Criterion(new LicenceCriterion())
            .Notes<ChangedDependencies>()
            .Processor(CapabilityName, Scanned, ProcessorScope.Tree)
            .Section(LicencePolicy.Section).Weakening<LicencesWeakening>();
    }
}
