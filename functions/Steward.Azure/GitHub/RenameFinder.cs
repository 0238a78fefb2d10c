using Steward.Source;

namespace Steward.Azure.GitHub;

/// <summary>
/// Joins deleted and added files that are the same file elsewhere, as git does it (diffcore-rename): same content first, then the most alike with
/// at least half of the larger one's bytes in common.
/// </summary>
internal sealed class RenameFinder(GitHubBlobs blobs)
{
    // Beyond this many pairs git gives up on likeness as well, and keeps to same content.
    private const int MaxPairs = 1000 * 1000;
    private const int MaxBytes = 1024 * 1024;
    private const double Alike = 0.5;

    /// <summary>The differences with renamed files joined.</summary>
    public async Task<IReadOnlyList<TreeDifference>> PairAsync(IReadOnlyList<TreeDifference> differences, CancellationToken cancellation)
    {
        var joined = TreeDifference.Pair(differences, SameContent(differences));
        var deleted = joined.Where(d => d.Change == FileChange.Deleted && d.Before!.Kind != EntryKind.Submodule).ToList();
        var added = joined.Where(d => d.Change == FileChange.Added && d.After!.Kind != EntryKind.Submodule).ToList();
        if (deleted.Count == 0 || added.Count == 0 || (long)deleted.Count * added.Count > MaxPairs) return joined;
        return TreeDifference.Pair(joined, await AlikeAsync(deleted, added, cancellation));
    }

    private static IEnumerable<(string From, string To)> SameContent(IReadOnlyList<TreeDifference> differences)
    {
        var gone = differences.Where(d => d.Change == FileChange.Deleted).ToLookup(d => d.Before!.Blob);
        return differences.Where(d => d.Change == FileChange.Added && d.After!.Size != 0)
            .SelectMany(now => gone[now.After!.Blob].OrderByDescending(was => Name(was.Path) == Name(now.Path)).Select(was => (was.Path, now.Path)));
    }

    private async Task<IEnumerable<(string From, string To)>> AlikeAsync(
        List<TreeDifference> deleted, List<TreeDifference> added, CancellationToken cancellation)
    {
        var old = await ReadAsync(deleted.Select(d => d.Before!), cancellation);
        var now = await ReadAsync(added.Select(d => d.After!), cancellation);
        return (from o in old
                from n in now
                let likeness = o.Value.Likeness(n.Value)
                where likeness >= Alike
                orderby likeness descending, Name(o.Key) == Name(n.Key) descending, n.Key
                select (o.Key, n.Key)).ToList();
    }

    private async Task<Dictionary<string, ContentChunks>> ReadAsync(IEnumerable<TreeEntry> entries, CancellationToken cancellation)
    {
        var read = new Dictionary<string, ContentChunks>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e.Size is > 0 and <= MaxBytes))
            read[entry.Path] = ContentChunks.Of(await blobs.ReadAsync(entry, cancellation));
        return read;
    }

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
