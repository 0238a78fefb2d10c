using Steward.Kernel;

namespace Steward.Stages.Release.Reviews;

/// <summary>The pull requests with which commits came. Adapters: GitHub; a local repository has none.</summary>
/// <remarks>Errors as for <see cref="Source.ISource"/>.</remarks>
public interface IPullRequests
{
    /// <summary>The numbers of the merged pull requests that brought a commit; null when the product's code lies where there are no pull requests.</summary>
    Task<IReadOnlyList<MergedPullRequest>?> OfCommitAsync(ProductId product, CommitSha commit, CancellationToken cancellation);

    /// <summary>The reviews of a pull request, oldest first.</summary>
    Task<IReadOnlyList<Review>> ReviewsAsync(ProductId product, long number, CancellationToken cancellation);

    /// <summary>The commits of a pull request's branch, oldest first: the first <see cref="PullRequestCommit.Max"/> of them.</summary>
    Task<IReadOnlyList<PullRequestCommit>> CommitsAsync(ProductId product, long number, CancellationToken cancellation);
}

/// <summary>A pull request that was merged.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Author">Who opened it: <c>github:login</c>.</param>
/// <param name="Head">Its last commit.</param>
/// <param name="Merge">The commit on the base branch that it became.</param>
public sealed record MergedPullRequest(long Number, string Author, CommitSha Head, CommitSha Merge);

/// <summary>A commit of a pull request.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="People">Who wrote and committed it, as <c>github:login</c>: those whose accounts GitHub knows by the addresses in it.</param>
public sealed record PullRequestCommit(CommitSha Sha, IReadOnlyList<string> People)
{
    /// <summary>The most commits of one pull request that GitHub tells.</summary>
    public const int Max = 250;
}

/// <summary>What a reviewer said.</summary>
public enum ReviewState
{
    /// <summary>Something, neither yes nor no.</summary>
    Commented,

    /// <summary>Yes.</summary>
    Approved,

    /// <summary>Not yet.</summary>
    ChangesRequested,

    /// <summary>A yes or no that was taken back.</summary>
    Dismissed,
}

/// <summary>A review of a pull request.</summary>
/// <param name="Reviewer">Who: <c>github:login</c>.</param>
/// <param name="State">What they said.</param>
/// <param name="Commit">The head of the pull request that they looked at; none when it is not told any more.</param>
/// <param name="At">When.</param>
/// <param name="IsBot">True for a program.</param>
public sealed record Review(string Reviewer, ReviewState State, CommitSha Commit, DateTimeOffset At, bool IsBot);
