using Steward.Azure.Packages.Caches;
using Steward.Stages.Security.Licences.Locks.Java;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Registries;

/// <summary>A Maven repository over HTTP: the pom of a package and those of its parents.</summary>
/// <param name="address">Its base; empty: it is not asked.</param>
/// <param name="http">The requests.</param>
internal sealed class MavenRegistry(string? address, RegistryHttp http) : ILicenceMetadata
{
    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) =>
        package.Ecosystem != MavenNames.Ecosystem ? Task.FromResult<DeclaredLicence?>(null)
        : MavenPoms.FindAsync(package, "registry", id => http.GetAsync(AddressOf(id), cancellation));

    private Uri AddressOf(PackageId id) => AddressedRegistry.AddressOf(
        address, nameof(PackageOptions.Maven), string.Join('/', MavenNames.PathOf(id.Name, id.Version, "pom").Split('/').Select(Uri.EscapeDataString)));
}
