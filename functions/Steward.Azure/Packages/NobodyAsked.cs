using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Stands where the registries would, when they are not to be asked: what they would say is then not known, which is not "they know nothing".</summary>
internal sealed class NobodyAsked : ILicenceMetadata
{
    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) =>
        throw StewardException.Unavailable("It is in no package cache of this machine, and the registries were not to be asked.");
}
