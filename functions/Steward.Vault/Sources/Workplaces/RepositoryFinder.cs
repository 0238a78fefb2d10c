using Steward.Vault.Entries;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>Finds work trees of git below folders: not in what tools have downloaded.</summary>
internal static class RepositoryFinder
{
    private const int MaxDepth = 6;
    private const int MaxFound = 1_000;
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal) { "node_modules", ".cache", ".cargo", ".rustup", ".nuget", ".npm", ".m2", ".gradle", ".local", ".vim", ".oh-my-zsh", ".nvm", ".vscode", "vendor", "Library", "AppData", "snap" };

    /// <summary>The work trees, each once, by path.</summary>
    public static IReadOnlyList<string> Find(WorkplacePlace place, SourceProblems problems)
    {
        var found = place.Repositories.SelectMany(r => Below(Path.GetFullPath(r, place.Home), 0)).Distinct(StringComparer.Ordinal).Take(MaxFound + 1).ToList();
        if (found.Count > MaxFound) problems.Add($"There are more than {MaxFound} repositories; those beyond were left out.");
        return [.. found.Take(MaxFound).OrderBy(r => EntryPath.Of(NameOf(place, r)))];
    }

    /// <summary>How a repository is named: relative to the home folder where it lies there, in one path's name.</summary>
    public static string NameOf(WorkplacePlace place, string tree) => Uri.EscapeDataString(RelativeOf(place, tree)).Replace(".", "%2E", StringComparison.Ordinal);

    /// <summary>Its path for people and for the way back.</summary>
    public static string RelativeOf(WorkplacePlace place, string tree)
    {
        var relative = Path.GetRelativePath(place.Home, tree);
        return relative.StartsWith("..", StringComparison.Ordinal) ? tree : relative;
    }

    private static IEnumerable<string> Below(string folder, int depth)
    {
        if (!Directory.Exists(folder)) yield break;
        // A folder, or in a work tree beside the first one a file. Within a repository others are looked for too.
        if (Path.Exists(Path.Combine(folder, ".git"))) yield return folder;
        if (depth == MaxDepth) yield break;
        foreach (var below in Directory.EnumerateDirectories(folder, "*", Here).Where(d => Path.GetFileName(d) is var name && name != ".git" && !Passed.Contains(name)))
            foreach (var found in Below(below, depth + 1)) yield return found;
    }
}
