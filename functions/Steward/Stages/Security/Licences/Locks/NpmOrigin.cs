using Steward.Kernel;

namespace Steward.Stages.Security.Licences.Locks;

/// <summary>Tells packages of a registry from those of git repositories, addresses and files.</summary>
internal static class NpmOrigin
{
    /// <summary>Where a package comes from when that is not a registry; null for a registry's archive and when nothing is said.</summary>
    public static string? Elsewhere(string? resolved)
    {
        if (string.IsNullOrEmpty(resolved)) return null;
        // A registry's archive lies at <registry>/<name>/-/<file>.tgz; anything else is not what the registry shows for that name.
        var isArchive = resolved.StartsWith("http", StringComparison.Ordinal) && resolved.Contains("/-/", StringComparison.Ordinal);
        return isArchive ? null : Texts.Clip(resolved, 200);
    }
}
