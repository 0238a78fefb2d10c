using Steward.Kernel;

namespace Steward.Stages.Release.Reviews;

/// <summary>What was found out about the reviews of a commit: the payload of <c>review.found</c>.</summary>
/// <param name="PullRequests">The pull requests that brought it, with their reviews.</param>
public sealed record FoundReviews(IReadOnlyList<ReviewedPullRequest> PullRequests)
{
    /// <summary>The kind of evidence, about a commit.</summary>
    public const string Kind = "review.found";
}

/// <summary>A pull request with its reviews.</summary>
/// <param name="PullRequest">The pull request.</param>
/// <param name="Reviews">Its reviews, oldest first.</param>
public sealed record ReviewedPullRequest(MergedPullRequest PullRequest, IReadOnlyList<Review> Reviews)
{
    /// <summary>The commits of its branch; null in what was recorded before they were read.</summary>
    public IReadOnlyList<PullRequestCommit>? Commits { get; init; }

    /// <summary>
    /// The approvals of a commit that count: of each reviewer the newest yes or no, where it is a yes, by no program, and by somebody else than who opened the pull request
    /// and who wrote that commit. A comment takes nothing back.
    /// </summary>
    public IEnumerable<Review> ApprovalsOf(CommitSha commit) => AuthorsOf(commit) is not { } authors ? [] : Reviews
        .Where(r => r.State != ReviewState.Commented)
        .GroupBy(r => r.Reviewer, StringComparer.OrdinalIgnoreCase)
        .Select(of => of.MaxBy(r => r.At)!)
        .Where(r => r.State == ReviewState.Approved && !r.IsBot && !authors.Contains(r.Reviewer))
        .OrderBy(r => r.At);

    /// <summary>True when an approval of a commit was given to the very last commit of the branch, or to that commit: nothing that comes later is needed.</summary>
    public bool IsSettled(CommitSha commit) => ApprovalsOf(commit).Any(r => !r.Commit.IsNone && (r.Commit == PullRequest.Head || r.Commit == commit));

    /// <summary>Why no approval of a commit counts, as the end of a sentence.</summary>
    public string WhyNone(CommitSha commit)
    {
        var number = $"#{PullRequest.Number}";
        if (AuthorsOf(commit) is not { } authors) return $"{number} has {PullRequestCommit.Max} commits or more, of which GitHub does not tell all, so nobody can say who wrote {commit.Abbreviated}";
        if (Reviews.Any(r => r.State == ReviewState.ChangesRequested)) return $"changes were asked for in {number}, and nobody approved it since";
        if (Reviews.Any(r => r.State == ReviewState.Dismissed)) return $"the approval of {number} was dismissed";
        if (Reviews.FirstOrDefault(r => r.State == ReviewState.Approved && authors.Contains(r.Reviewer)) is { } own)
            return IsOpener(own) ? $"only its author approved {number}" : $"{own.Reviewer}, who approved {number}, has written it too";
        return Reviews.Any(r => r.State == ReviewState.Approved) ? $"only a program approved {number}" : $"nobody approved {number}";
    }

    // A commit that is none of the branch's was made by merging, squashing or rebasing it: then all who wrote commits of the branch wrote it.
    private HashSet<string>? AuthorsOf(CommitSha commit)
    {
        var commits = Commits ?? [];
        var own = commits.Where(c => c.Sha == commit).ToList();
        if (own.Count == 0 && commits.Count >= PullRequestCommit.Max) return null;
        return (own.Count > 0 ? own : commits).SelectMany(c => c.People).Append(PullRequest.Author).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private bool IsOpener(Review review) => review.Reviewer.Equals(PullRequest.Author, StringComparison.OrdinalIgnoreCase);
}
