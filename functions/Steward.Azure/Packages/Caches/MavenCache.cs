using Steward.Stages.Security.Licences.Locks.Java;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>Maven's repository on this machine: poms with their parents.</summary>
/// <param name="repository">Its folder.</param>
internal sealed class MavenCache(string repository) : ILicenceMetadata
{
    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation) =>
        package.Ecosystem != MavenNames.Ecosystem ? Task.FromResult<DeclaredLicence?>(null)
        : MavenPoms.FindAsync(package, DeclaredLicence.Cache, id => CacheFiles.ReadAsync(Path.Combine(repository, MavenNames.PathOf(id.Name, id.Version, "pom")), cancellation));
}

/// <summary>Follows poms to the parent that names a licence.</summary>
internal static class MavenPoms
{
    private const int MaxParents = 8;

    /// <summary>The licence of a package; null when its own pom is not there.</summary>
    public static async Task<DeclaredLicence?> FindAsync(PackageId package, string source, Func<PackageId, Task<byte[]?>> read)
    {
        var at = package;
        for (var up = 0; up <= MaxParents; up++)
        {
            if (await read(at) is not { } bytes) return null;
            if (MavenLicence.Read(bytes, source) is not { } pom) return null;
            if (pom.Licence is { } found) return found;
            if (pom.Parent is not { } parent) break;
            at = parent;
        }

        return new DeclaredLicence(LicenceForm.None, null, source);
    }
}
