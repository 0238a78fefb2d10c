using System.Text;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>Installed gems: <c>specifications/name-version.gemspec</c>, and the archive in <c>cache</c>, whose hash a lock file may pin.</summary>
/// <param name="homes">The gem homes.</param>
internal sealed class GemCache(IReadOnlyList<string> homes) : ILicenceMetadata
{
    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "gem") return null;
        var name = $"{package.Name}-{package.Version}";
        foreach (var home in homes)
        {
            if (await CacheFiles.ReadAsync(Path.Combine(home, "specifications", name + ".gemspec"), cancellation) is not { } specification) continue;
            return GemLicence.Read(Encoding.UTF8.GetString(specification), DeclaredLicence.Cache) with
            {
                Integrity = await CacheFiles.IntegrityAsync(Path.Combine(home, "cache", name + ".gem"), cancellation),
            };
        }

        return null;
    }
}
