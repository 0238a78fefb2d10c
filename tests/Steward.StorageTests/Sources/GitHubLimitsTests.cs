using Microsoft.Extensions.Time.Testing;
using Steward.Kernel;
using Steward.Source;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>What happens when GitHub limits, fails or is silent.</summary>
public sealed class GitHubLimitsTests
{
    private static readonly Dictionary<string, string> In7Seconds = new() { ["Retry-After"] = "7" };

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_secondary_limit_is_waited_for_as_long_as_github_asks(int status)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, time);
        await world.Source.ResolveAsync("main", default);
        world.GitHub.FailNext(status, In7Seconds, times: 1, body: """{"message":"You have exceeded a secondary rate limit"}""", pathPart: "/git/trees/");
        var reading = world.Source.GetTreeAsync(await repository.HeadAsync(), default);
        await UntilAsync(() => world.GitHub.CallsOf("GET", "/git/trees/").Count == 1);

        await AdvanceUntilAsync(time, reading, TimeSpan.FromSeconds(7));
        Assert.Single(await reading);
        Assert.Equal(2, world.GitHub.CallsOf("GET", "/git/trees/").Count);
    }

    [Fact]
    public async Task A_long_wait_goes_to_the_caller_with_its_length()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(429, new Dictionary<string, string> { ["Retry-After"] = "300" }, pathPart: "/git/trees/");

        var failure = await FailureAsync(world.Source, repository);
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Equal(TimeSpan.FromSeconds(300), failure.RetryAfter);
        Assert.Single(world.GitHub.CallsOf("GET", "/git/trees/"));
    }

    [Fact]
    public async Task A_used_up_primary_limit_says_when_it_begins_anew()
    {
        var now = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, new FakeTimeProvider(now));
        var reset = now.AddMinutes(40).ToUnixTimeSeconds();
        world.GitHub.FailNext(
            403, new Dictionary<string, string> { ["x-ratelimit-remaining"] = "0", ["x-ratelimit-reset"] = $"{reset}" }, pathPart: "/git/trees/");

        Assert.Equal(TimeSpan.FromMinutes(40), (await FailureAsync(world.Source, repository)).RetryAfter);
    }

    [Fact]
    public async Task A_limit_without_a_length_is_taken_for_a_minute()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(403, body: """{"message":"You have triggered an abuse detection mechanism."}""", pathPart: "/git/trees/");

        Assert.Equal(TimeSpan.FromMinutes(1), (await FailureAsync(world.Source, repository)).RetryAfter);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task A_failing_server_is_tried_again_and_then_unavailable(int status)
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, configure: o => o.Retries = 1);
        world.GitHub.FailNext(status, times: 2, pathPart: "/git/trees/");

        Assert.Equal(FailureKind.Unavailable, (await FailureAsync(world.Source, repository)).Kind);
        Assert.Equal(2, world.GitHub.CallsOf("GET", "/git/trees/").Count);
        Assert.Single(await world.Source.GetTreeAsync(await repository.HeadAsync(), default));
    }

    [Fact]
    public async Task Silence_ends_after_the_time_that_a_call_may_take()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, time, o => o.Retries = 0);
        await world.Source.ResolveAsync("main", default);
        var silence = new TaskCompletionSource();
        world.GitHub.GraphQl.Add("Tags", async (_, _) =>
        {
            await silence.Task;
            return new { };
        });
        var reading = world.Source.GetTagsAsync(default);
        await AdvanceUntilAsync(time, reading, TimeSpan.FromSeconds(40));

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => reading)).Kind);
        silence.SetResult();
    }

    [Theory]
    [InlineData("/git/trees/")]
    [InlineData("/git/blobs/")]
    public async Task An_answer_that_stops_in_the_middle_ends_too(string path)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, time, o => o.Retries = 0);
        await world.Source.ResolveAsync("main", default);
        var (head, blob) = (await repository.HeadAsync(), await repository.ObjectAsync("a"));
        world.GitHub.StallNext(path);
        Task reading = path == "/git/trees/" ? world.Source.GetTreeAsync(head, default) : world.Source.ReadBlobAsync(blob, 1000, "a", default);
        await AdvanceUntilAsync(time, reading, TimeSpan.FromSeconds(40));

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<StewardException>(() => reading)).Kind);
    }

    [Fact]
    public async Task What_the_app_may_not_do_is_forbidden_with_githubs_words()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(403, body: """{"message":"Resource not accessible by integration"}""", pathPart: "/git/trees/");

        var failure = await FailureAsync(world.Source, repository);
        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.Contains("Resource not accessible by integration", failure.Message);
        Assert.Single(world.GitHub.CallsOf("GET", "/git/trees/"));
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_unavailable()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(200, body: "<html>a proxy's page", pathPart: "/git/trees/");

        Assert.Equal(FailureKind.Unavailable, (await FailureAsync(world.Source, repository)).Kind);
    }

    private static async Task<GitRepositoryBuilder> OneCommitAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a", "a\n").CommitAsync("one");
        return repository;
    }

    private static async Task<StewardException> FailureAsync(ISource source, GitRepositoryBuilder repository)
    {
        var head = await repository.HeadAsync();
        return await Assert.ThrowsAsync<StewardException>(() => source.GetTreeAsync(head, default));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition()) await Task.Delay(10, limit.Token);
    }

    // The clock moves only as far as is asked for: a longer wait would never end.
    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Task task, TimeSpan atMost)
    {
        for (var passed = TimeSpan.Zero; passed < atMost; passed += TimeSpan.FromSeconds(1))
        {
            await Task.WhenAny(task, Task.Delay(50));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAny(task, Task.Delay(TimeSpan.FromSeconds(60)));
    }
}
