using Steward.Source;

namespace Steward.Stages.Testing.Coverage.Paths;

/// <summary>The files of a tree, to be found by the ends of longer paths, and by their own ends.</summary>
internal sealed class RepositoryPaths
{
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _anyCase = new(StringComparer.OrdinalIgnoreCase);

    public RepositoryPaths(IEnumerable<TreeEntry> tree)
    {
        foreach (var path in tree.Where(e => e.Kind is EntryKind.File or EntryKind.Executable).Select(e => e.Path))
        {
            _exact.Add(path);
            if (!_anyCase.TryAdd(path, path)) _anyCase[path] = null; // only case tells them apart
        }
    }

    /// <summary>
    /// The file whose path is the longest end of another path, and how many parts were before it; null when there is none. Case counts, unless exactly one file
    /// fits without it.
    /// </summary>
    public (string Path, string Root)? LongestEndOf(string path)
    {
        for (var start = 0; start >= 0; start = path.IndexOf('/', start) is >= 0 and var slash ? slash + 1 : -1)
        {
            var end = path[start..];
            if (!_anyCase.TryGetValue(end, out var other)) continue;
            // Where only case tells several apart and none fits in it, a shorter end would be a guess.
            return (_exact.Contains(end) ? end : other) is { } found ? (found, path[..Math.Max(0, start - 1)]) : null;
        }

        return null;
    }

    /// <summary>The files whose paths end with each of some paths; of one path at most a few, enough to see that it is not alone.</summary>
    public ILookup<string, string> EndingWith(IReadOnlySet<string> ends)
    {
        var found = ends.ToDictionary(e => e, _ => new List<string>(), StringComparer.OrdinalIgnoreCase);
        if (found.Count == 0) return Array.Empty<(string, string)>().ToLookup(p => p.Item1, p => p.Item2);
        var lookup = found.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var path in _exact.Order(StringComparer.Ordinal))
        {
            for (var start = 0; start >= 0; start = path.IndexOf('/', start) is >= 0 and var slash ? slash + 1 : -1)
            {
                if (lookup.TryGetValue(path.AsSpan(start), out var there)) there.Add(path);
            }
        }

        return found.SelectMany(f => f.Value.Select(path => (f.Key, path))).ToLookup(p => p.Key, p => p.path, StringComparer.OrdinalIgnoreCase);
    }
}
