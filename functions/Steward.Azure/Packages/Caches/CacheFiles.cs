using System.Security.Cryptography;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Caches;

/// <summary>Files of package caches, within bounds; what cannot be read is not there.</summary>
internal static class CacheFiles
{
    private const int MaxArchive = 512 * 1024 * 1024;

    /// <summary>The bytes of a file; null when there is none, or a larger one than a licence file may be.</summary>
    public static async Task<byte[]?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= LicenceFile.MaxBytes } ? await File.ReadAllBytesAsync(file, cancellation) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Removed meanwhile, or another user's: this cache does not know it, and the next source is asked.
            return null;
        }
    }

    /// <summary>SHA-256 of an archive, as the lock files' integrity; null when there is none.</summary>
    public static async Task<string?> IntegrityAsync(string file, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(file) is not { Exists: true, Length: <= MaxArchive }) return null;
            await using var archive = File.OpenRead(file);
            return "sha256-" + Convert.ToBase64String(await SHA256.HashDataAsync(archive, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // As above.
            return null;
        }
    }

    /// <summary>The folders in a folder that fit a pattern, in order; none when it is not there.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder, string pattern = "*") =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, pattern).Order(StringComparer.Ordinal)] : [];
}
