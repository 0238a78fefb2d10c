using System.IO.Enumeration;

namespace Steward.Vault.Sources.Workplaces;

/// <summary>Finds the files of a home folder that a list names. Links are not followed: what they point to lies elsewhere, or is named itself.</summary>
internal static class HomeFiles
{
    private const int MaxFiles = 10_000;
    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    /// <summary>The files, relative with '/', each once, in the order of entries' paths.</summary>
    public static IReadOnlyList<string> Of(string home, IEnumerable<string> patterns, SourceProblems problems)
    {
        var found = patterns.SelectMany(p => Matches(home, p)).SelectMany(Below).Select(f => Path.GetRelativePath(home, f).Replace('\\', '/')).Distinct(StringComparer.Ordinal).Take(MaxFiles + 1).ToList();
        if (found.Count > MaxFiles) problems.Add($"There are more than {MaxFiles} files of settings; those beyond were left out.");
        return [.. found.Take(MaxFiles).OrderBy(Entries.EntryPath.Of)];
    }

    /// <summary>The files and folders of a pattern.</summary>
    public static IEnumerable<string> Matches(string home, string pattern)
    {
        IEnumerable<string> at = [home];
        foreach (var name in pattern.Split('/')) at = at.SelectMany(folder => Named(folder, name));
        return at;
    }

    private static IEnumerable<string> Named(string folder, string name)
    {
        if (!Directory.Exists(folder)) return [];
        if (!name.Contains('*', StringComparison.Ordinal)) return Path.Combine(folder, name) is var path && Path.Exists(path) ? [path] : [];
        return Directory.EnumerateFileSystemEntries(folder, "*", Here).Where(p => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(p), ignoreCase: false));
    }

    private static IEnumerable<string> Below(string path)
    {
        var at = new FileInfo(path);
        if (at.LinkTarget is not null) return [];
        if (!at.Attributes.HasFlag(FileAttributes.Directory)) return [path];
        return Path.GetFileName(path) == ".git" ? [] : Directory.EnumerateFileSystemEntries(path, "*", Here).SelectMany(Below);
    }
}
