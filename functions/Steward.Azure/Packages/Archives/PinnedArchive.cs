using System.Security.Cryptography;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>Holds an archive against what its lock file or its registry says that it hashes to.</summary>
internal static class PinnedArchive
{
    /// <summary>The most bytes of an archive that is fetched for its licence.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Leaves the archive at its beginning. Invalid when it is another one than is pinned.</summary>
    public static async Task EnsureAsync(Stream archive, string integrity, PackageId package, CancellationToken cancellation)
    {
        if (!ArchiveIntegrity.Confirms(await HashesAsync(archive, integrity, cancellation), integrity) && !await IsOneOfAsync(archive, integrity, cancellation))
            throw StewardException.Invalid($"The archive of {package} is not the one that is pinned.");
        archive.Position = 0;
    }

    private static async Task<string> HashesAsync(Stream archive, string integrity, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var algorithm in new[] { HashAlgorithmName.SHA512, HashAlgorithmName.SHA384, HashAlgorithmName.SHA256, HashAlgorithmName.SHA1 })
        {
            var name = $"{algorithm.Name!.ToLowerInvariant()}-";
            if (integrity.Contains(name, StringComparison.Ordinal)) found.Add(name + await HashAsync(archive, algorithm, cancellation));
        }

        return string.Join(' ', found);
    }

    // Python's lock files pin all archives of a version; any one of them will do.
    private static async Task<bool> IsOneOfAsync(Stream archive, string integrity, CancellationToken cancellation)
    {
        var pinned = integrity.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (pinned.Length < 2) return false;
        var hash = "sha256-" + await HashAsync(archive, HashAlgorithmName.SHA256, cancellation);
        return pinned.Contains(hash, StringComparer.Ordinal);
    }

    private static async Task<string> HashAsync(Stream archive, HashAlgorithmName algorithm, CancellationToken cancellation)
    {
        archive.Position = 0;
        return Convert.ToBase64String(algorithm.Name switch
        {
            "SHA512" => await SHA512.HashDataAsync(archive, cancellation),
            "SHA384" => await SHA384.HashDataAsync(archive, cancellation),
            "SHA256" => await SHA256.HashDataAsync(archive, cancellation),
            // All that packages of long ago have; who could forge it could publish the package.
#pragma warning disable CA5350
            _ => await SHA1.HashDataAsync(archive, cancellation),
#pragma warning restore CA5350
        });
    }
}
