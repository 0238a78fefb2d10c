using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>
/// Cargo's registry on this machine: <c>registry/src/INDEX/name-version/Cargo.toml</c>, and the archive beside it in <c>registry/cache</c>, whose
/// hash says that it is the one which a lock file pins.
/// </summary>
/// <param name="home">Cargo's home.</param>
internal sealed class CargoCache(string home) : ILicenceMetadata
{
    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "cargo") return null;
        var name = $"{package.Name}-{package.Version}";
        foreach (var index in CacheFiles.FoldersIn(Path.Combine(home, "registry", "src")))
        {
            var archive = Path.Combine(home, "registry", "cache", Path.GetFileName(index), name + ".crate");
            if (await CacheFiles.ReadAsync(Path.Combine(index, name, "Cargo.toml"), cancellation) is not { } manifest) continue;
            if (await CacheFiles.IntegrityAsync(archive, cancellation) is { } integrity && CargoLicence.Read(manifest, DeclaredLicence.Cache) is { } found)
                return found with { Integrity = integrity };
        }

        return null;
    }
}
