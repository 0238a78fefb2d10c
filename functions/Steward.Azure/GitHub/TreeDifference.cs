using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>A path at which two trees differ, or two paths of one renamed file.</summary>
internal sealed record TreeDifference(TreeEntry? Before, TreeEntry? After)
{
    public string Path => (After ?? Before)!.Path;

    public string? OldPath => Change == FileChange.Renamed ? Before!.Path : null;

    public FileChange Change => (Before, After) switch
    {
        (null, _) => FileChange.Added,
        (_, null) => FileChange.Deleted,
        _ => Before.Path == After.Path ? FileChange.Modified : FileChange.Renamed,
    };

    /// <summary>True when only the path or mode differs.</summary>
    public bool IsSameContent => Before?.Blob == After?.Blob && !IsTypeChange;

    /// <summary>True when a file becomes a link or a submodule, or the other way round.</summary>
    public bool IsTypeChange => Before is not null && After is not null && Type(Before) != Type(After);

    /// <summary>True when either side is a submodule.</summary>
    public bool IsSubmodule => Before?.Kind == EntryKind.Submodule || After?.Kind == EntryKind.Submodule;

    /// <summary>The differences by path.</summary>
    public static IReadOnlyList<TreeDifference> Between(IReadOnlyList<TreeEntry> before, IReadOnlyList<TreeEntry> after)
    {
        var old = before.ToDictionary(e => e.Path, StringComparer.Ordinal);
        var differences = new List<TreeDifference>();
        foreach (var entry in after)
        {
            old.Remove(entry.Path, out var was);
            if (was is null || was.Blob != entry.Blob || was.Kind != entry.Kind) differences.Add(new TreeDifference(was, entry));
        }

        differences.AddRange(old.Values.Select(gone => new TreeDifference(gone, null)));
        return differences;
    }

    /// <summary>The differences with deleted and added files joined to renamed ones.</summary>
    public static IReadOnlyList<TreeDifference> Pair(IReadOnlyList<TreeDifference> differences, IEnumerable<(string From, string To)> renames)
    {
        var deleted = differences.Where(d => d.Change == FileChange.Deleted).ToDictionary(d => d.Path, StringComparer.Ordinal);
        var added = differences.Where(d => d.Change == FileChange.Added).ToDictionary(d => d.Path, StringComparer.Ordinal);
        var paired = new List<TreeDifference>();
        foreach (var (from, to) in renames)
            if (deleted.ContainsKey(from) && added.Remove(to, out var now) && deleted.Remove(from, out var was)) paired.Add(new TreeDifference(was.Before, now.After));
        return [.. differences.Where(d => d.Change is FileChange.Modified or FileChange.Renamed), .. deleted.Values, .. added.Values, .. paired];
    }

    private static EntryKind Type(TreeEntry entry) => entry.Kind == EntryKind.Executable ? EntryKind.File : entry.Kind;
}
