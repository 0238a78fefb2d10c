namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>Finds out what a package says about its licence. Adapters: package caches of this machine, registries, and a store before them.</summary>
/// <remarks>
/// Null: this source does not know the package (or its ecosystem). Errors: Unavailable when the source does not answer or no source is
/// set up, Forbidden when it asks for credentials, Invalid when its answer cannot be read.
/// </remarks>
public interface ILicenceMetadata
{
    /// <summary>The declared licence of one version of a package, or null.</summary>
    Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation);
}
