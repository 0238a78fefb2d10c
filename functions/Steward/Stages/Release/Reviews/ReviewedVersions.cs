using Steward.Kernel;
using Steward.Source;

namespace Steward.Stages.Release.Reviews;

/// <summary>Compares what was reviewed with what a commit brought: by history, and where that was rewritten (squash, rebase) by the file's content.</summary>
/// <param name="source">The repository.</param>
/// <param name="paths">The paths that may be asked about; of trees nothing else is kept.</param>
internal sealed class ReviewedVersions(ISource source, IReadOnlySet<string> paths)
{
    private readonly Dictionary<(CommitSha From, CommitSha To), bool> _within = [];
    private readonly Dictionary<CommitSha, IReadOnlyDictionary<string, CommitSha>?> _trees = [];

    /// <summary>Whether a review of a commit saw what another commit did to a file.</summary>
    /// <param name="reviewed">The reviewed commit.</param>
    /// <param name="commit">The commit that brought the lines.</param>
    /// <param name="path">The file.</param>
    /// <param name="mayBeGone">True where the commit may have deleted it: absent in both is the same then.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<bool> CoversAsync(CommitSha reviewed, CommitSha commit, string path, bool mayBeGone, CancellationToken cancellation)
    {
        if (reviewed.IsNone) return false;
        if (reviewed == commit || await IsWithinAsync(reviewed, commit, cancellation)) return true;
        if (await BlobsAsync(reviewed, cancellation) is not { } then || await BlobsAsync(commit, cancellation) is not { } now) return false;
        var (before, after) = (then.GetValueOrDefault(path, CommitSha.None), now.GetValueOrDefault(path, CommitSha.None));
        return before == after && (mayBeGone || !after.IsNone);
    }

    private async Task<bool> IsWithinAsync(CommitSha reviewed, CommitSha commit, CancellationToken cancellation)
    {
        if (_within.TryGetValue((reviewed, commit), out var known)) return known;
        return _within[(reviewed, commit)] = await OrNullAsync(() => source.GetCommitsAsync(reviewed, commit, 1, cancellation)) is { Count: 0 };
    }

    private async Task<IReadOnlyDictionary<string, CommitSha>?> BlobsAsync(CommitSha commit, CancellationToken cancellation)
    {
        if (_trees.TryGetValue(commit, out var known)) return known;
        var tree = await OrNullAsync(() => source.GetTreeAsync(commit, cancellation));
        return _trees[commit] = tree?.Where(e => paths.Contains(e.Path)).ToDictionary(e => e.Path, e => e.Blob, StringComparer.Ordinal);
    }

    // The commits of a branch that was deleted after it was squashed may be gone.
    private static async Task<T?> OrNullAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }
}
