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
    /// <summary>
    /// The approvals that count: of each reviewer the newest yes or no, where it is a yes, by somebody else than the author and no program. A comment takes
    /// nothing back.
    /// </summary>
    public IEnumerable<Review> Approvals => Reviews
        .Where(r => r.State != ReviewState.Commented)
        .GroupBy(r => r.Reviewer, StringComparer.OrdinalIgnoreCase)
        .Select(of => of.MaxBy(r => r.At)!)
        .Where(r => r.State == ReviewState.Approved && !r.IsBot && !IsAuthor(r))
        .OrderBy(r => r.At);

    /// <summary>Why no approval counts, as the end of a sentence.</summary>
    public string WhyNone
    {
        get
        {
            var number = $"#{PullRequest.Number}";
            if (Reviews.Any(r => r.State == ReviewState.ChangesRequested)) return $"changes were asked for in {number}, and nobody approved it since";
            if (Reviews.Any(r => r.State == ReviewState.Dismissed)) return $"the approval of {number} was dismissed";
            if (Reviews.Any(r => r.State == ReviewState.Approved && IsAuthor(r))) return $"only its author approved {number}";
            return Reviews.Any(r => r.State == ReviewState.Approved) ? $"only a program approved {number}" : $"nobody approved {number}";
        }
    }

    private bool IsAuthor(Review review) => review.Reviewer.Equals(PullRequest.Author, StringComparison.OrdinalIgnoreCase);
}
