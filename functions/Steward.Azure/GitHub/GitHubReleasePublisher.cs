using Microsoft.Extensions.Logging;
using Octokit;
using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Release.Releases.Publishing;

namespace Steward.Azure.GitHub;

/// <summary>Shows a release as a check run of its commit, and in the notes of the release on GitHub where there is one. What is there already is changed, not doubled.</summary>
internal sealed partial class GitHubReleasePublisher(GitHubConnections connections, IProductStore products, ILogger<GitHubReleasePublisher> logger) : IReleasePublisher
{
    /// <inheritdoc/>
    public async Task<string?> PublishAsync(ShownRelease release, CancellationToken cancellation)
    {
        var product = await products.GetAsync(release.Product, cancellation);
        if (product?.Source.Split(':', 2)[0] != "github") return null;
        var repository = new GitHubRepository(connections.For(release.Product), release.Product);
        var bodies = new CheckRunBodies(release.CheckName, AsChange(release), VerdictNotes.None)
        {
            ExternalId = $"release {release.Product} {release.Tag}@{release.Commit}",
            Alert = release.Alert,
        };
        var existing = await CheckRunFinder.FindAsync(repository, release.Commit, release.CheckName, bodies.ExternalId, cancellation);
        var run = existing is null
            ? await repository.Api.PostAsync<CheckRun>(repository.Path("check-runs"), bodies.New([]), cancellation)
            : await repository.Api.PatchAsync<CheckRun>(repository.Path($"check-runs/{existing.Id}"), bodies.Update([]), cancellation);
        var notes = release.Notes is null ? "" : $"; {await NotesAsync(repository, release, cancellation)}";
        Published(release.Tag, release.Product, run.Id, notes);
        return $"check run {run.Id}: {bodies.Describe()}{notes}";
    }

    // The verdict of a release reads like that of a change: the same tree, the same words.
    private static ChangeRecord AsChange(ShownRelease release) => new()
    {
        Id = new ChangeId(release.Product, release.Commit),
        Ref = $"refs/tags/{release.Tag}",
        Before = CommitSha.None,
        Actor = "steward",
        ReceivedAt = release.RequestedAt,
        State = ChangeState.Decided,
        Tree = release.Tree,
        DecidedAt = release.DecidedAt,
    };

    // The verdict is shown by the check run; notes that may not be written are no reason to fail, and are told.
    private static async Task<string> NotesAsync(GitHubRepository repository, ShownRelease release, CancellationToken cancellation)
    {
        try
        {
            var there = await repository.Api.ReadAsync<Shown>(repository.Path($"releases/tags/{GitHubRepository.Escape(release.Tag)}"), cancellation);
            var body = ReleaseNotes.Merge(there.Body, release.Notes!);
            if (body == there.Body) return $"notes of release {there.Id} as they were";
            await repository.Api.PatchAsync<Shown>(repository.Path($"releases/{there.Id}"), new Change(body), cancellation);
            return $"notes of release {there.Id}";
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.NotFound)
        {
            return "no release of that name on GitHub, so no notes";
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Forbidden)
        {
            return "the notes stay as they are: the GitHub App lacks the permission 'Contents: read and write'";
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return $"the notes stay as they are: {failure.Message}";
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Verdict of release {Tag} of {Product} shown: check run {CheckRun}{Notes}")]
    private partial void Published(string tag, ProductId product, long checkRun, string notes);

    /// <summary>A release on GitHub; Octokit's own shape leaves out what is null.</summary>
    private sealed record Shown
    {
        public long Id { get; init; }

        public string? Body { get; init; }
    }

    private sealed record Change(string Body);
}
