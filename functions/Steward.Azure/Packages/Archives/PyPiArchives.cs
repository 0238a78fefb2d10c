using System.Text.Json;
using Steward.Azure.Packages.Registries;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Locks;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>Archives of a PyPI: of those that its JSON API lists and that are pinned a wheel, else a source archive.</summary>
/// <param name="address">The base of its API; empty: nobody is asked.</param>
/// <param name="http">The requests.</param>
internal sealed class PyPiArchives(string? address, RegistryHttp http) : ILicenceFiles
{
    private const string Wheel = ".whl";
    private const string Source = ".tar.gz";

    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        if (package.Ecosystem != Protocols.PyPi.Ecosystem || declared.Integrity is not { } integrity || string.IsNullOrEmpty(address)) return null;
        var api = AddressedRegistry.AddressOf(address, Protocols.PyPi.Option, Protocols.PyPi.PathOf(package));
        if (await http.GetAsync(api, cancellation) is not { } answer || Choose(answer, api, integrity.Split(' ')) is not var (file, hash)) return null;
        await using var archive = await http.DownloadAsync(file, cancellation, PinnedArchive.MaxBytes);
        if (archive is null) return null;
        await PinnedArchive.EnsureAsync(archive, hash, package, cancellation);
        var name = UsualLicence.NamedIn(declared);
        return file.AbsolutePath.EndsWith(Wheel, StringComparison.Ordinal) ? ArchiveFiles.InWheel(archive, name) : ArchiveFiles.InTarball(archive, name);
    }

    private static (Uri Address, string Hash)? Choose(byte[] answer, Uri api, string[] pinned)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var found = document.RootElement.GetProperty("urls").EnumerateArray().Select(u => (Address: u.GetProperty("url").GetString()!, Hash: LockHashes.FromHex("sha256", u.GetProperty("digests").GetProperty("sha256").GetString())))
                .Where(u => u.Hash is not null && pinned.Contains(u.Hash, StringComparer.Ordinal) && RegistryHttp.IsAddress(u.Address))
                .Select(u => (Address: new Uri(u.Address), Hash: u.Hash!)).ToList();
            return Of(found, Wheel) ?? Of(found, Source);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw StewardException.Invalid($"The answer of the registry {api.Host} cannot be read.", broken);
        }
    }

    private static (Uri Address, string Hash)? Of(List<(Uri Address, string Hash)> found, string ending) =>
        found.FindIndex(f => f.Address.AbsolutePath.EndsWith(ending, StringComparison.Ordinal)) is >= 0 and var at ? found[at] : null;
}
