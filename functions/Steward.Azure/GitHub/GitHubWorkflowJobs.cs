using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Testing.Results.Announcements.Workflows;

namespace Steward.Azure.GitHub;

/// <summary>
/// Reads the jobs of a run's attempt, page by page: https://docs.github.com/rest/actions/workflow-jobs . Octokit's shape of a job lacks the
/// attempt that it ran in, so the shape is our own.
/// </summary>
internal sealed class GitHubWorkflowJobs(GitHubConnections connections, IProductStore products) : IWorkflowJobs
{
    private const int PageSize = 100;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowJob>> GetAsync(ProductId product, long run, int attempt, CancellationToken cancellation)
    {
        if ((await products.GetAsync(product, cancellation))?.Source.Split(':', 2)[0] != "github") return [];
        var repository = new GitHubRepository(connections.For(product), product);
        var jobs = new List<WorkflowJob>();
        for (var page = 1; ; page++)
        {
            var read = await repository.Api.ReadAsync<Page>(
                repository.Path($"actions/runs/{run}/attempts/{attempt}/jobs?per_page={PageSize}&page={page}"), cancellation);
            jobs.AddRange((read.Jobs ?? []).Select(j => new WorkflowJob(Texts.Clip(j.Name ?? "", 200), j.RunAttempt ?? attempt, j.Conclusion)));
            if (jobs.Count > IWorkflowJobs.MaxJobs)
                throw StewardException.Invalid($"Workflow run {run} has more than {IWorkflowJobs.MaxJobs} jobs, which is the limit here.");
            if (read.Jobs is not { Count: PageSize }) return jobs;
        }
    }

    private sealed record Page(IReadOnlyList<Job>? Jobs);

    private sealed record Job(string? Name, int? RunAttempt, string? Conclusion);
}
