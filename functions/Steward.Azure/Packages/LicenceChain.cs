using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Several sources: the first one that knows a package answers.</summary>
/// <param name="sources">The sources, nearest first.</param>
internal sealed class LicenceChain(params ILicenceMetadata[] sources) : ILicenceMetadata
{
    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            if (await source.FindAsync(package, cancellation) is { } found) return found;
        }

        return null;
    }
}
