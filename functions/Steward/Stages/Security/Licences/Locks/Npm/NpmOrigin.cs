using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Stages.Security.Licences.Locks.Npm;

/// <summary>What a lock file says about the archive of a package; tells packages of a registry from those of git repositories, addresses and files.</summary>
internal static class NpmOrigin
{
    /// <summary>
    /// Where a package comes from when that is not a registry; null for a registry's archive and when nothing is said. With an integrity the
    /// place does not matter: the registry's archive is compared by content.
    /// </summary>
    public static string? Elsewhere(PackageId id, string? resolved, string? integrity)
    {
        if (string.IsNullOrEmpty(resolved)) return null;
        var isRegistrys = Uri.TryCreate(resolved, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && (integrity is not null || IsArchive(id, address));
        return isRegistrys ? null : Texts.Clip(resolved, 200);
    }

    /// <summary>A package whose version is not known: its origin stands for it.</summary>
    public static LockedPackage Unpublished(string name, string origin) =>
        new(new PackageId("npm", name, "0.0.0-" + Digest.Sha256(origin)[..12])) { Elsewhere = Texts.Clip(origin, 200) };

    /// <summary>What the archive must hash to; null when the entry does not say.</summary>
    public static string? IntegrityOf(JsonElement entry) =>
        LockJson.Text(entry, "integrity") is { Length: > 0 } integrity ? Texts.Clip(integrity, ArchiveIntegrity.MaxLength) : null;

    // A registry's archive lies at <registry>/<name>/-/<name without scope>-<version>.tgz; what lies elsewhere may be another package.
    private static bool IsArchive(PackageId id, Uri address) =>
        Uri.UnescapeDataString(address.AbsolutePath).EndsWith($"/{id.Name}/-/{id.Name.Split('/')[^1]}-{id.Version}.tgz", StringComparison.Ordinal);
}
