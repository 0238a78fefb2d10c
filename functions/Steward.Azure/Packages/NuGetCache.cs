using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Unpacked NuGet packages of this machine: <c>folder/id/version/id.nuspec</c>, all in lower case.</summary>
/// <param name="folders">The folders, in the order in which they are asked.</param>
internal sealed class NuGetCache(IReadOnlyList<string> folders) : ILicenceMetadata
{
    public Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "nuget") return Task.FromResult<DeclaredLicence?>(null);
        var (id, version) = NuGetNames.PathOf(package);
        var file = folders.Select(f => Path.Combine(f, id, version, id + ".nuspec")).FirstOrDefault(File.Exists);
        if (file is null) return Task.FromResult<DeclaredLicence?>(null);
        using var nuspec = File.OpenRead(file);
        return Task.FromResult<DeclaredLicence?>(NuspecLicence.Read(nuspec, "package cache"));
    }
}

/// <summary>How NuGet writes ids and versions in paths.</summary>
internal static class NuGetNames
{
    /// <summary>Lower case; build metadata is no part of a version's identity.</summary>
    public static (string Id, string Version) PathOf(PackageId package) =>
        (package.Name.ToLowerInvariant(), package.Version.Split('+')[0].ToLowerInvariant());
}
