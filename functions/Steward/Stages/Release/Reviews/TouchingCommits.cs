using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Reviews;

/// <summary>Finds which commits of a release touched files whose lines cannot be followed: deleted and binary ones, lines taken away, the files of a first release.</summary>
internal static class TouchingCommits
{
    /// <summary>The most commits that are looked at; of more nobody can say which of them touched what.</summary>
    public const int Max = 200;

    /// <summary>The commits by path; null when there are too many. Of a merge only what differs from all that was merged: the rest came with other commits.</summary>
    public static async Task<ILookup<string, CommitSha>?> FindAsync(ISource source, ReleaseCandidate candidate, IReadOnlySet<string> paths, CancellationToken cancellation)
    {
        if (paths.Count == 0) return Enumerable.Empty<CommitSha>().ToLookup(_ => "", StringComparer.Ordinal);
        if (candidate.Commits.Count > Max) return null;
        var touched = new List<(string Path, CommitSha Commit)>();
        foreach (var commit in await source.GetCommitsAsync(candidate.Since, candidate.Request.Commit, Max, cancellation))
            touched.AddRange((await PathsAsync(source, commit, cancellation)).Where(paths.Contains).Select(path => (path, commit.Sha)));
        return touched.ToLookup(t => t.Path, t => t.Commit, StringComparer.Ordinal);
    }

    private static async Task<HashSet<string>> PathsAsync(ISource source, SourceCommit commit, CancellationToken cancellation)
    {
        HashSet<string>? touched = null;
        foreach (var parent in commit.Parents.DefaultIfEmpty(CommitSha.None))
        {
            var files = await source.GetChangesAsync(parent, commit.Sha, cancellation);
            var paths = files.SelectMany(f => f.OldPath is { } old ? [f.Path, old] : new[] { f.Path });
            if (touched is null) touched = paths.ToHashSet(StringComparer.Ordinal);
            else touched.IntersectWith(paths);
        }

        return touched ?? [];
    }
}
