using Steward.Kernel;

namespace Steward.Vault.Sources.Folders;

/// <summary>Which files are backed up.</summary>
public sealed record FolderOptions
{
    /// <summary>
    /// Files and folders, at least one; links are followed here and nowhere below. One folder alone is the snapshot's root; of several each stands below its full path.
    /// </summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Patterns as in .gitignore of what is left out, relative to each of the paths.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Patterns of what is taken in again; they count more than those that leave out.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Names of files that hold such patterns for the folder that they stand in, as <c>.gitignore</c>. None by default: what a tree brought does not decide what is kept of it.</summary>
    public IReadOnlyList<string> IgnoreFiles { get; init; } = [];

    /// <summary>True: what is mounted below the paths is left out.</summary>
    public bool OneFileSystem { get; init; }

    /// <summary>Folders that are left out wherever they are met: the vault itself.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>All patterns in the order in which they count.</summary>
    internal IEnumerable<string> Patterns => [.. Exclude, .. Include.Select(p => $"!{p}")];

    /// <summary>Full paths, sorted, without those that are in another one.</summary>
    internal IReadOnlyList<string> Roots()
    {
        if (Paths.Count == 0) throw StewardException.Invalid("No path is named that is to be backed up.");
        var full = Paths.Select(p => Path.TrimEndingDirectorySeparator(Path.GetFullPath(p))).Distinct(StringComparer.Ordinal).ToList();
        return [.. full.Where(p => !full.Exists(other => other != p && IsBelow(p, other))).Order(StringComparer.Ordinal)];
    }

    /// <summary>Those of the roots that are not there: each is a problem of the backup and hides no other. NotFound when none of them is there.</summary>
    internal static IReadOnlyList<string> MissingOf(IReadOnlyList<string> roots)
    {
        var missing = roots.Where(r => !Path.Exists(r)).ToList();
        return missing.Count < roots.Count ? missing : throw StewardException.NotFound($"{string.Join(" and ", missing.Select(m => $"'{Texts.Clip(m, 200)}'"))} {(missing.Count == 1 ? "is" : "are")} not there, so nothing was backed up: look at the path.");
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
