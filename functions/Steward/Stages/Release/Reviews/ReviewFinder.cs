using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Reviews;

/// <summary>
/// Finds the reviews of commits: what the ledger knows of a commit whose pull request was approved is not asked for again; everything else is asked for once a
/// judgement, since a missing approval can still be given.
/// </summary>
public sealed class ReviewFinder(IPullRequests pullRequests, ILedger ledger, IPayloadStore payloads, TimeProvider time)
{
    /// <summary>The most commits that are followed.</summary>
    public const int MaxCommits = 1_000;

    /// <summary>The most pull requests whose reviews are read.</summary>
    public const int MaxPullRequests = 200;

    private const int AtOnce = 8;

    /// <summary>What is known of some commits. Null values: there are no pull requests where the product's code lies.</summary>
    public async Task<(IReadOnlyDictionary<CommitSha, FoundReviews?> Found, IReadOnlyList<UnrecordedEvidence> New)> FindAsync(
        ProductId product, IReadOnlyCollection<CommitSha> commits, CancellationToken cancellation)
    {
        var (found, asked) = (new ConcurrentDictionary<CommitSha, FoundReviews?>(), new ConcurrentDictionary<CommitSha, IReadOnlyList<MergedPullRequest>?>());
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(commits.Take(MaxCommits), options, async (commit, stop) =>
        {
            if (await RecordedAsync(product, commit, stop) is { } recorded) found[commit] = recorded;
            else asked[commit] = await pullRequests.OfCommitAsync(product, commit, stop);
        });
        var numbers = asked.Values.SelectMany(p => p ?? []).Select(p => p.Number).Distinct().Order().Take(MaxPullRequests).ToList();
        var reviews = new ConcurrentDictionary<long, (IReadOnlyList<Review> Said, IReadOnlyList<PullRequestCommit> Commits)>();
        await Parallel.ForEachAsync(numbers, options, async (number, stop) =>
            reviews[number] = (await pullRequests.ReviewsAsync(product, number, stop), await pullRequests.CommitsAsync(product, number, stop)));
        var news = new List<UnrecordedEvidence>();
        foreach (var (commit, brought) in asked.OrderBy(a => a.Key.ToString(), StringComparer.Ordinal))
        {
            // One whose reviews were not read is as good as none; it is not recorded, so that it is asked for again.
            if (brought?.All(p => reviews.ContainsKey(p.Number)) == false) continue;
            found[commit] = brought is null ? null : new FoundReviews([.. brought.Select(p => new ReviewedPullRequest(p, reviews[p.Number].Said) { Commits = reviews[p.Number].Commits })]);
            if (found[commit] is { PullRequests.Count: > 0 } some) news.Add(EvidenceOf(commit, some));
        }

        return (found, news);
    }

    private async Task<FoundReviews?> RecordedAsync(ProductId product, CommitSha commit, CancellationToken cancellation)
    {
        var about = await ledger.FindAsync(product, Subject.Commit(commit), cancellation).ToListAsync(cancellation);
        if (about.LastOrDefault(e => e.Evidence.Kind == FoundReviews.Kind)?.Evidence.Payload is not { } digest) return null;
        if (await payloads.GetAsync(product, digest, cancellation) is not { } bytes) return null;
        var recorded = Json.Read<FoundReviews>(bytes);
        return recorded.PullRequests.Any(p => p.Commits is not null && p.IsSettled(commit)) ? recorded : null;
    }

    private UnrecordedEvidence EvidenceOf(CommitSha commit, FoundReviews found)
    {
        var payload = Json.WriteBytes(found);
        var (digest, subject) = (Digest.Sha256(payload), Subject.Commit(commit));
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(FoundReviews.Kind, subject, digest),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = FoundReviews.Kind,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = Texts.Clip($"It came with {Texts.Some([.. found.PullRequests.Select(p => $"#{p.PullRequest.Number}")])}.", 200),
            Details = new JsonObject { ["pullRequests"] = new JsonArray([.. found.PullRequests.Take(20).Select(p => JsonValue.Create(p.PullRequest.Number))]) },
            Payload = digest,
        };
        return new UnrecordedEvidence(evidence, payload);
    }
}
