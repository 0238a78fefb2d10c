using Microsoft.Extensions.Logging;
using Octokit;
using Steward.Changes;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Azure.GitHub;

/// <summary>Shows verdicts as the check run "Steward" of the commit. A check run of the same change is changed, not doubled.</summary>
internal sealed partial class GitHubVerdictPublisher(GitHubConnections connections, IProductStore products, ILogger<GitHubVerdictPublisher> logger)
    : IVerdictPublisher
{
    /// <summary>The check run's name; branch protection refers to it.</summary>
    private const string CheckName = "Steward";

    /// <inheritdoc/>
    public async Task<string?> PublishAsync(ChangeRecord change, CancellationToken cancellation)
    {
        var product = await products.GetAsync(change.Id.Product, cancellation);
        if (product?.Source.Split(':', 2)[0] != "github") return null;
        var repository = new GitHubRepository(connections.For(change.Id.Product), change.Id.Product);
        var existing = await FindAsync(repository, change.Id, cancellation);
        var run = existing is null
            ? await repository.Api.PostAsync<CheckRun>(repository.Path("check-runs"), CheckRunBodies.New(CheckName, change), cancellation)
            : await repository.Api.PatchAsync<CheckRun>(repository.Path($"check-runs/{existing.Id}"), CheckRunBodies.Update(CheckName, change), cancellation);
        Published(change.Id, run.Id, existing is null ? "created" : "changed");
        return $"check run {run.Id}: {CheckRunBodies.Describe(change)}";
    }

    // By the change's id: another app may have a check run of the same name.
    private static async Task<CheckRun?> FindAsync(GitHubRepository repository, ChangeId change, CancellationToken cancellation)
    {
        const int pageSize = 100;
        for (var page = 1; ; page++)
        {
            var read = await repository.Api.GetAsync<CheckRunsResponse>(
                repository.Path($"commits/{change.Commit}/check-runs?check_name={CheckName}&filter=all&per_page={pageSize}&page={page}"), cancellation);
            if (read.CheckRuns.FirstOrDefault(r => r.ExternalId == change.ToString()) is { } found) return found;
            if (read.CheckRuns.Count < pageSize) return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Verdict of {Change} shown: check run {CheckRun} {What}")]
    private partial void Published(ChangeId change, long checkRun, string what);
}
