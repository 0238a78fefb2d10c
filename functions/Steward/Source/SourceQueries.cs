using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Source;

/// <summary>Questions that every source can answer with its other answers; adapters that know a shorter way take it.</summary>
internal static class SourceQueries
{
    private const int AtOnce = 8;

    public static async Task<TreeEntry?> FindInTreeAsync(this ISource source, CommitSha commit, string path, CancellationToken cancellation) =>
        (await source.GetTreeAsync(commit, cancellation)).FirstOrDefault(e => e.Path == path);

    public static async Task<IReadOnlySet<CommitSha>> FindOneByOneAsync(
        this ISource source, CommitSha commit, IReadOnlyList<CommitSha> heads, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<CommitSha, bool>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(heads.Distinct(), options, async (head, stop) =>
        {
            if (head == commit || await IsBehindAsync(source, commit, head, stop)) found[head] = true;
        });
        return found.Keys.ToHashSet();
    }

    private static async Task<bool> IsBehindAsync(ISource source, CommitSha commit, CommitSha head, CancellationToken cancellation)
    {
        try
        {
            return (await source.GetCommitsAsync(head, commit, 1, cancellation)).Count == 0;
        }
        catch (StewardException absent) when (absent.Kind == FailureKind.NotFound)
        {
            return false;
        }
    }
}
