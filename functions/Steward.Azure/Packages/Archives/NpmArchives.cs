using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>Archives of an npm registry, at the address that npm itself makes: <c>registry/name/-/name-version.tgz</c>. Only one that hashes to what is pinned is read.</summary>
/// <param name="http">The requests.</param>
/// <param name="client">The registries.</param>
internal sealed class NpmArchives(RegistryHttp http, Once<NpmClient> client) : ILicenceFiles
{
    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        if (package.Ecosystem != "npm" || declared.Integrity is not { } integrity || (await client.GetAsync()).RegistryOf(package.Name) is not { } registry) return null;
        var file = $"{package.Name[(package.Name.LastIndexOf('/') + 1)..]}-{package.Version}.tgz";
        var address = new Uri(new Uri(registry.TrimEnd('/') + "/"), $"{package.Name}/-/{Uri.EscapeDataString(file)}");
        await using var archive = await http.DownloadAsync(address, cancellation, PinnedArchive.MaxBytes);
        if (archive is null) return null;
        await PinnedArchive.EnsureAsync(archive, integrity, package, cancellation);
        return ArchiveFiles.InTarball(archive, UsualLicence.NamedIn(declared));
    }
}
