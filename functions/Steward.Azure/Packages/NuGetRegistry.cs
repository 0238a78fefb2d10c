using System.Collections.Concurrent;
using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>NuGet v3 sources: the service index names the flat container (PackageBaseAddress/3.0.0), where nuspec and package lie.</summary>
/// <param name="http">The requests.</param>
/// <param name="sources">The service indexes, found when first needed.</param>
internal sealed class NuGetRegistry(RegistryHttp http, Once<IReadOnlyList<string>> sources) : ILicenceMetadata
{
    private const string FlatContainer = "PackageBaseAddress/3.0.0";
    private readonly ConcurrentDictionary<string, Uri> _containers = new(StringComparer.Ordinal);

    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "nuget") return null;
        var indexes = await sources.GetAsync();
        if (indexes.Count == 0)
            throw StewardException.Unavailable("No NuGet source is set up on this machine: add one with 'dotnet nuget add source', or set it in Steward's options.");
        StewardException? failed = null;
        foreach (var index in indexes)
        {
            try
            {
                if (await FindAsync(index, package, cancellation) is { } found) return found;
            }
            catch (StewardException failure)
            {
                // Another source may know the package; if none does, this one's silence is told, never "unknown package".
                failed ??= failure;
            }
        }

        return failed is null ? null : throw failed;
    }

    private async Task<DeclaredLicence?> FindAsync(string index, PackageId package, CancellationToken cancellation)
    {
        var (id, version) = NuGetNames.PathOf(package);
        var container = await ContainerAsync(index, cancellation);
        var (name, folder) = (Uri.EscapeDataString(id), new Uri(container, $"{Uri.EscapeDataString(id)}/{Uri.EscapeDataString(version)}/"));
        var nuspec = await http.GetAsync(new Uri(folder, $"{name}.nuspec"), cancellation);
        if (nuspec is not null) return NuspecLicence.Read(new MemoryStream(nuspec), "registry");
        // Mirrors that hold only the packages themselves are common: the same nuspec lies inside.
        await using var nupkg = await http.DownloadAsync(new Uri(folder, $"{name}.{Uri.EscapeDataString(version)}.nupkg"), cancellation);
        return nupkg is null ? null : NuGetPackage.Read(nupkg, package);
    }

    private async Task<Uri> ContainerAsync(string index, CancellationToken cancellation)
    {
        if (_containers.TryGetValue(index, out var known)) return known;
        var address = new Uri(index);
        var answer = await http.GetAsync(address, cancellation);
        var container = answer is null ? null : FlatContainerOf(answer);
        if (container is null || !RegistryHttp.IsAddress(container))
            throw StewardException.Invalid($"The NuGet source at {address.Host} has no {FlatContainer} in its service index; only v3 sources can be read.");
        return _containers[index] = new Uri(container.TrimEnd('/') + "/");
    }

    private static string? FlatContainerOf(byte[] index)
    {
        try
        {
            using var document = JsonDocument.Parse(index);
            return document.RootElement.GetProperty("resources").EnumerateArray()
                .Where(r => r.GetProperty("@type").GetString() == FlatContainer).Select(r => r.GetProperty("@id").GetString()).FirstOrDefault();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
