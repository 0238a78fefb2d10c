using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Stages.Release.Deployments;
using Steward.Stages.Release.Releases.Publishing;
using Steward.Stages.Release.Reviews;

namespace Steward.Azure.Sources;

/// <summary>A host without a GitHub App: nobody to show verdicts to, no pull requests, and nobody who could be answered.</summary>
internal sealed class NoGitHub : IVerdictPublisher, IReleasePublisher, IPullRequests, IDeploymentGate
{
    /// <inheritdoc/>
    public Task<string?> PublishAsync(ChangeRecord change, VerdictNotes notes, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<string?> PublishAsync(ShownRelease release, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<MergedPullRequest>?> OfCommitAsync(ProductId product, CommitSha commit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MergedPullRequest>?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Review>> ReviewsAsync(ProductId product, long number, CancellationToken cancellation) => throw Nobody();

    /// <inheritdoc/>
    public Task<IReadOnlyList<PullRequestCommit>> CommitsAsync(ProductId product, long number, CancellationToken cancellation) => throw Nobody();

    /// <inheritdoc/>
    public Task RespondAsync(ProductId product, DeploymentCallback callback, bool approved, string comment, CancellationToken cancellation) => throw Nobody();

    /// <inheritdoc/>
    public Task ReportAsync(ProductId product, DeploymentCallback callback, string comment, CancellationToken cancellation) => throw Nobody();

    private static StewardException Nobody() =>
        new(FailureKind.Forbidden, "Nothing can be asked of GitHub or answered there: this host has no GitHub App. Set one up, and resume what failed.");
}
