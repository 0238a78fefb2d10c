using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Tracing;

/// <summary>Finds the releases that contain a commit or the content of a file.</summary>
public sealed class ReleaseFinder(ChainCollector collector)
{
    /// <summary>The most releases that are looked into, the newest ones.</summary>
    public const int MaxLooked = 200;

    private const int TreesAtOnce = 4;

    /// <summary>Those of some releases that contain a commit.</summary>
    public static async Task<IReadOnlyList<TracedRelease>> OfCommitAsync(
        ISource source, CommitSha commit, IReadOnlyList<TracedRelease> releases, CancellationToken cancellation)
    {
        var heads = await source.FindContainingAsync(commit, [.. releases.Select(r => r.Commit).Distinct()], cancellation);
        return [.. releases.Where(r => heads.Contains(r.Commit))];
    }

    /// <summary>Those of some releases that have a blob in their tree, and those whose tree the repository does not have any more.</summary>
    public static async Task<(IReadOnlyList<TracedRelease> Found, IReadOnlyList<string> Unknown)> OfBlobAsync(
        ISource source, CommitSha blob, IReadOnlyList<TracedRelease> releases, CancellationToken cancellation)
    {
        var has = new ConcurrentDictionary<CommitSha, bool?>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = TreesAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(releases.Select(r => r.Commit).Distinct(), options, async (commit, stop) =>
            has[commit] = await HasAsync(source, commit, blob, stop));
        return ([.. releases.Where(r => has[r.Commit] == true)], [.. releases.Where(r => has[r.Commit] is null).Select(r => r.Tag)]);
    }

    /// <summary>The releases, each with whether it has a passport.</summary>
    public async Task<IReadOnlyList<TracedRelease>> WithPassportsAsync(
        ProductId product, IReadOnlyList<TracedRelease> releases, CancellationToken cancellation)
    {
        var looked = releases.TakeLast(MaxLooked).ToHashSet();
        var about = await collector.AboutAsync(product, looked.Select(SubjectOf), cancellation);
        return [.. releases.Select(r => looked.Contains(r) ? r with { Released = about[SubjectOf(r)].Any(e => e.Evidence.Kind == ReleaseEvidence.PassportIssued) } : r)];
    }

    private static Subject SubjectOf(TracedRelease release) => Subject.Release(release.Tag, release.Commit);

    private static async Task<bool?> HasAsync(ISource source, CommitSha commit, CommitSha blob, CancellationToken cancellation)
    {
        try
        {
            return (await source.GetTreeAsync(commit, cancellation)).Any(e => e.Blob == blob);
        }
        catch (StewardException absent) when (absent.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }
}
