using Microsoft.Extensions.DependencyInjection;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements.Workflows;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Sources;

public sealed class GitHubWorkflowJobsTests
{
    [Fact]
    public async Task Jobs_are_read_page_by_page_with_the_attempt_that_they_ran_in()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        foreach (var i in Enumerable.Range(0, 250)) world.Repository.Jobs.Enqueue(new FakeJob(7, 1, $"test ({i})", "success") { TakenOverBy = i == 3 ? [] : [2] });
        world.Repository.Jobs.Enqueue(new FakeJob(7, 2, "test (3)"));
        world.Repository.Jobs.Enqueue(new FakeJob(8, 1, "lint"));

        var first = await JobsAsync(world, 7, 1);
        Assert.Equal(250, first.Count);
        Assert.Equal(new WorkflowJob("test (0)", 1, "success"), first[0]);
        var second = await JobsAsync(world, 7, 2);
        Assert.Equal(250, second.Count);
        Assert.Equal(new WorkflowJob("test (3)", 2, null), Assert.Single(second, j => j.Attempt == 2));
    }

    [Fact]
    public async Task A_run_that_is_gone_one_that_is_too_large_and_a_silent_GitHub_are_told_apart()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, configure: o => o.Retries = 0);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => JobsAsync(world, 9, 1))).Kind);
        foreach (var i in Enumerable.Range(0, IWorkflowJobs.MaxJobs + 1)) world.Repository.Jobs.Enqueue(new FakeJob(7, 1, $"{i}"));
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => JobsAsync(world, 7, 1))).Kind);
        world.GitHub.FailNext(200, body: "<html>", pathPart: "actions/runs");
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => JobsAsync(world, 7, 1))).Kind);
    }

    private static Task<IReadOnlyList<WorkflowJob>> JobsAsync(GitHubWorld world, long run, int attempt) =>
        world.Services.GetRequiredService<IWorkflowJobs>().GetAsync(GitHubWorld.Product, run, attempt, CancellationToken.None);
}
