using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;

namespace Steward.Changes;

/// <summary>
/// Finds what a change is held against: the newest commit behind it that was let through. A push that was not let through is nothing to be held against:
/// what it took away would be gone with the push after it.
/// </summary>
/// <param name="sources">Knows the commits before.</param>
/// <param name="ledger">Knows which of them were let through.</param>
public sealed class LastLetThrough(ISourceCatalog sources, ILedger ledger)
{
    /// <summary>So many pushes are gone back; the oldest of them counts when none was let through.</summary>
    public const int MaxPushes = 2_000;

    private const int MaxParents = 200;
    private const int AtOnce = 16;

    /// <summary>What lies behind a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="before">The head before its push; none when not known.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<CommitBehind> BehindAsync(ChangeId change, CommitSha before, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(change.Product, cancellation);
        var behind = await AfterAsync(source, change.Commit, before, cancellation);
        var seen = new HashSet<CommitSha> { change.Commit };
        while (!behind.Commit.IsNone && seen.Add(behind.Commit) && seen.Count <= MaxPushes)
        {
            var next = await StepAsync(change.Product, source, behind, cancellation);
            if (next == behind || next.Commit == behind.Commit) return next;
            behind = next.Commit.IsNone || seen.Contains(next.Commit) ? next with { Commit = behind.Commit } : next;
        }

        return behind;
    }

    // The same commit: there is no need to go on. None: there is nowhere to go on to.
    private async Task<CommitBehind> StepAsync(ProductId product, ISource source, CommitBehind behind, CancellationToken cancellation)
    {
        var about = await AboutAsync(product, behind.Commit, cancellation);
        if (about.LastOrDefault(e => e.Kind == ChangeEvidence.Decided)?.Outcome == EvidenceOutcome.Pass) return new CommitBehind(behind.Commit, behind.Commit);
        // The first push of a commit counts: pushing it again, over another one, changes nothing of what it took away.
        if (Sha(about.Find(e => e.Kind == ChangeEvidence.Received), "before") is { } before)
            return await AfterAsync(source, behind.Commit, before, cancellation);
        // A commit that came along in a push lies before its head, and what lies before the push lies before both.
        if (Sha(about.Find(e => e.Kind == ChangeEvidence.Covered), "head") is { } head)
        {
            var pushed = (await AboutAsync(product, head, cancellation)).Find(e => e.Kind == ChangeEvidence.Received);
            if (Sha(pushed, "before") is { IsNone: false } common) return new CommitBehind(common, common);
            behind = behind with { Since = CommitSha.None };
        }

        return behind with { Commit = await PushedParentAsync(product, source, behind.Commit, cancellation) };
    }

    private static async Task<CommitBehind> AfterAsync(ISource source, CommitSha commit, CommitSha before, CancellationToken cancellation) =>
        new(before.IsNone ? await ParentAsync(source, commit, cancellation) : before, before);

    // A push that was lost, or one from before Steward knew the product: the nearest parent that was pushed as a head, if any is near.
    private async Task<CommitSha> PushedParentAsync(ProductId product, ISource source, CommitSha at, CancellationToken cancellation)
    {
        foreach (var some in (await FirstParentsAsync(source, at, cancellation)).Chunk(AtOnce))
        {
            var pushed = await Task.WhenAll(some.Select(async c => (await AboutAsync(product, c, cancellation)).Exists(e => e.Kind == ChangeEvidence.Received)));
            if (Array.IndexOf(pushed, true) is >= 0 and var first) return some[first];
        }

        return CommitSha.None;
    }

    private static async Task<IReadOnlyList<CommitSha>> FirstParentsAsync(ISource source, CommitSha commit, CancellationToken cancellation)
    {
        var parents = (await source.GetCommitsAsync(CommitSha.None, commit, MaxParents, cancellation)).ToDictionary(c => c.Sha, c => c.Parents);
        var found = new List<CommitSha>();
        for (var at = commit; parents.TryGetValue(at, out var behind) && behind.Count > 0; found.Add(at)) at = behind[0];
        return found;
    }

    private static async Task<CommitSha> ParentAsync(ISource source, CommitSha commit, CancellationToken cancellation)
    {
        var commits = await source.GetCommitsAsync(CommitSha.None, commit, 1, cancellation);
        return commits.FirstOrDefault(c => c.Sha == commit) is { Parents: [var parent, ..] } ? parent : CommitSha.None;
    }

    private async Task<List<Evidence>> AboutAsync(ProductId product, CommitSha commit, CancellationToken cancellation) =>
        await ledger.FindAsync(product, Subject.Commit(commit), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);

    private static CommitSha? Sha(Evidence? evidence, string key) =>
        CommitSha.TryParse(evidence?.Details?[key]?.GetValue<string>(), out var sha) ? sha : null;
}

/// <summary>What lies behind a change.</summary>
/// <param name="Commit">
/// The newest commit that was let through; without any, the oldest push that is known, or the commit before the first one. None when there is none.
/// </param>
/// <param name="Since">The commit from which on nothing was let through: the same, or the head before the oldest push; none: from the beginning.</param>
public readonly record struct CommitBehind(CommitSha Commit, CommitSha Since);
