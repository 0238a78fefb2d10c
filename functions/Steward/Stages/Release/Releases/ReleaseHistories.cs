using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Release.Releases.Baselines;

namespace Steward.Stages.Release.Releases;

/// <summary>Reads what came with a release: its commits since the release before, each with what was decided of it.</summary>
public sealed class ReleaseHistories(ISourceCatalog sources, ILedger ledger, IChangeStore changes)
{
    private const int Parallel = 16;

    /// <summary>What came with a release: at most so many commits.</summary>
    public async Task<ReleaseHistory> ReadAsync(ReleaseRequest request, int max, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(request.Product, cancellation);
        var previous = await PreviousAsync(source, request, cancellation);
        var baseline = previous is null ? await BaselineAsync(source, request, cancellation) : null;
        var commits = baseline?.Commit == request.Commit
            ? await source.GetCommitsAsync(CommitSha.None, request.Commit, 1, cancellation) // the head itself is always followed
            : await source.GetCommitsAsync(previous?.Commit ?? baseline?.Commit ?? CommitSha.None, request.Commit, max, cancellation);
        return new ReleaseHistory(previous, await FollowAsync(request.Product, commits, cancellation), commits.Count < max) { Baseline = baseline };
    }

    // Only what lies behind the released commit; a history that was rewritten since is another one.
    private async Task<Baseline?> BaselineAsync(ISource source, ReleaseRequest request, CancellationToken cancellation)
    {
        if ((await BaselineDesk.LastAsync(ledger, request.Product, cancellation))?.Baseline is not { } baseline) return null;
        try
        {
            return (await source.GetCommitsAsync(request.Commit, baseline.Commit, 1, cancellation)).Count == 0 ? baseline : null;
        }
        catch (StewardException absent) when (absent.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }

    // The newest release that has a passport and lies behind this one; without any, everything from the beginning is looked at.
    private async Task<SourceTag?> PreviousAsync(ISource source, ReleaseRequest request, CancellationToken cancellation)
    {
        foreach (var tag in await source.GetTagsAsync(cancellation))
        {
            if (tag.Name == request.Tag || tag.Commit == request.Commit || !await WasReleasedAsync(request.Product, tag, cancellation)) continue;
            if ((await source.GetCommitsAsync(request.Commit, tag.Commit, 1, cancellation)).Count == 0) return tag;
        }

        return null;
    }

    private async Task<bool> WasReleasedAsync(ProductId product, SourceTag tag, CancellationToken cancellation)
    {
        await foreach (var entry in ledger.FindAsync(product, Subject.Release(tag.Name, tag.Commit), cancellation))
        {
            if (entry.Evidence.Kind == ReleaseEvidence.PassportIssued) return true;
        }

        return false;
    }

    private async Task<IReadOnlyList<ReleasedCommit>> FollowAsync(ProductId product, IReadOnlyList<SourceCommit> commits, CancellationToken cancellation)
    {
        var found = new ConcurrentDictionary<CommitSha, ReleasedCommit>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
        await System.Threading.Tasks.Parallel.ForEachAsync(commits, options, async (commit, stop) =>
            found[commit.Sha] = await FollowAsync(product, commit.Sha, stop) with { Title = commit.Title, Author = commit.Author, Login = commit.Login });
        return [.. commits.Select(c => found[c.Sha])];
    }

    private async Task<ReleasedCommit> FollowAsync(ProductId product, CommitSha commit, CancellationToken cancellation)
    {
        var about = await ledger.FindAsync(product, Subject.Commit(commit), cancellation).ToListAsync(cancellation);
        var head = about.Any(e => e.Evidence.Kind == ChangeEvidence.Received) ? commit : HeadOf(about);
        if (head is not { } judgedWith) return new ReleasedCommit(commit, null, null, StillOpen: false);
        var change = await changes.GetAsync(new ChangeId(product, judgedWith), cancellation);
        var evidence = judgedWith == commit
            ? about
            : await ledger.FindAsync(product, Subject.Commit(judgedWith), cancellation).ToListAsync(cancellation);
        var decision = evidence.LastOrDefault(e => e.Evidence.Kind == ChangeEvidence.Decided);
        return new ReleasedCommit(commit, judgedWith, decision, StillOpen: change is { State: not ChangeState.Decided })
        {
            Pushers = ActorsOf(about, ChangeEvidence.Received, ChangeEvidence.Covered),
            Approvers = ActorsOf(about, Approval.Kind),
        };
    }

    private static List<string> ActorsOf(IEnumerable<LedgerEntry> about, params string[] kinds) =>
        [.. about.Where(e => kinds.Contains(e.Evidence.Kind)).Select(e => e.Evidence.Actor).Distinct(StringComparer.Ordinal)];

    private static CommitSha? HeadOf(IEnumerable<LedgerEntry> about) =>
        about.LastOrDefault(e => e.Evidence.Kind == ChangeEvidence.Covered)?.Evidence.Details?["head"]?.GetValue<string>() is { } head
        && CommitSha.TryParse(head, out var sha) ? sha : null;
}
