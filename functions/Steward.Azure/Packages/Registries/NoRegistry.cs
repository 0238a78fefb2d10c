using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Registries;

/// <summary>Stands for registries that an ecosystem does not have: Go's modules declare licences by a file alone, which Go's own cache holds.</summary>
/// <param name="ecosystem">The ecosystem.</param>
internal sealed class NoRegistry(string ecosystem) : ILicenceMetadata
{
    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) =>
        package.Ecosystem != ecosystem ? Task.FromResult<DeclaredLicence?>(null)
        : throw StewardException.NotFound("it is not in the module cache of this machine; run 'go mod download' here");
}
