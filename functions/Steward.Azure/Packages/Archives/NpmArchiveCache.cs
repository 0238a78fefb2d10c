using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Archives;

/// <summary>
/// npm's own cache on this machine (cacache, content-v2): archives under what they hash to, so that a pinned one is found without asking anybody, and is hashed again before it is believed.
/// </summary>
/// <param name="folder">The cache (<c>~/.npm</c>).</param>
internal sealed class NpmArchiveCache(string folder) : ILicenceFiles
{
    private const string Algorithm = "sha512-";

    public async Task<LicenceFile?> FindAsync(PackageId package, DeclaredLicence declared, CancellationToken cancellation)
    {
        if (package.Ecosystem != "npm" || declared.Integrity is not { } integrity || PathOf(integrity) is not { } path) return null;
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= PinnedArchive.MaxBytes }) return null;
            await using var archive = File.OpenRead(path);
            await PinnedArchive.EnsureAsync(archive, integrity, package, cancellation);
            return ArchiveFiles.InTarball(archive, UsualLicence.NamedIn(declared));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StewardException)
        {
            // Removed meanwhile, damaged, or another user's: this cache does not know it, and the registry is asked.
            return null;
        }
    }

    private string? PathOf(string integrity)
    {
        var hash = integrity.Split(' ').FirstOrDefault(h => h.StartsWith(Algorithm, StringComparison.Ordinal))?[Algorithm.Length..].Split('?')[0];
        Span<byte> bytes = stackalloc byte[64];
        if (hash is not { Length: 88 } || !Convert.TryFromBase64String(hash, bytes, out var written) || written != bytes.Length) return null;
        var hex = Convert.ToHexStringLower(bytes);
        return Path.Combine(folder, "_cacache", "content-v2", "sha512", hex[..2], hex[2..4], hex[4..]);
    }
}
