using Steward.Azure.Packages.Archives;
using Steward.Stages.Security.Licences.Detection;
using Steward.Stages.Security.Licences.Metadata;
using LicenceFile = Steward.Stages.Security.Licences.Metadata.LicenceFile;

namespace Steward.Azure.Packages.Caches;

/// <summary>Licence files of packages that are unpacked on this machine: NuGet, Cargo, Go and Python.</summary>
/// <param name="places">Where caches lie.</param>
internal sealed class CachedLicenceFiles(CachePlaces places) : ILicenceFiles
{
    private readonly PythonCache _python = new(places.Python);

    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        if (UsualLicence.NamedIn(declared) is not { } name) return await FindUsualAsync(package, declared, cancellation);
        foreach (var folder in FoldersOf(package, declared))
        {
            // The package says where; it must stay inside itself.
            var file = Path.GetFullPath(Path.Combine(folder, name));
            if (!file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || new FileInfo(file).LinkTarget is not null) continue;
            if (await CacheFiles.ReadAsync(file, cancellation) is { } bytes) return new LicenceFile(name, bytes);
        }

        return null;
    }

    // Where no declaration names the file: the first one at the top that is named as licence files are.
    private async Task<LicenceFile?> FindUsualAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        foreach (var folder in FoldersOf(package, declared).Where(Directory.Exists))
        {
            var found = new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LinkTarget is null && LicenceDetector.IsLicenceFile(f.Name))
                .OrderByDescending(f => f.Name.StartsWith("LICEN", StringComparison.OrdinalIgnoreCase)).ThenBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault();
            if (found is not null && await CacheFiles.ReadAsync(found.FullName, cancellation) is { } bytes) return new LicenceFile(found.Name, bytes);
        }

        return null;
    }

    private IEnumerable<string> FoldersOf(PackageId package, DeclaredLicence declared) => (package.Ecosystem switch
    {
        "nuget" => NuGetNames.PathOf(package) is var (id, version) ? places.NuGet.Select(f => Path.Combine(f, id, version)) : [],
        "cargo" => CacheFiles.FoldersIn(Path.Combine(places.Cargo, "registry", "src")).Select(f => Path.Combine(f, $"{package.Name}-{package.Version}")),
        "golang" => [GoCache.FolderOf(places.Go, package)],
        // Of which archive an installed one is does not stand there, so that it counts only where none is pinned. PEP 639 keeps licences in a folder of their own.
        "pypi" => declared.Integrity is null && _python.InfoOf(package) is { } info ? [Path.Combine(info, "licenses"), info] : [],
        _ => [],
    }).Select(Path.GetFullPath);
}
