using System.Diagnostics;

namespace Steward.Vault.Sources.Programs;

/// <summary>Finds programs that have several names.</summary>
internal static class ProgramPath
{
    // Where servers are, which the PATH of users does not have.
    private static readonly string[] Also = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin"];

    /// <summary>The first of the names that is there, with its folder; null when none is.</summary>
    public static string? Find(params string[] names)
    {
        // The PATH that a program of ours would get.
        var path = new ProcessStartInfo().Environment.TryGetValue("PATH", out var set) && set is not null ? set.Split(Path.PathSeparator) : [];
        return names.SelectMany(name => path.Concat(Also).Where(f => f.Length > 0).Select(f => Path.Combine(f, name))).FirstOrDefault(File.Exists);
    }
}
