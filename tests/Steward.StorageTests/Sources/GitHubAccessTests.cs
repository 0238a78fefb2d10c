using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Steward.Azure.GitHub;
using Steward.Azure.Sources;
using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;
using Steward.TestKit.Git;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>Credentials: who asks for them, how often, and where they never appear.</summary>
public sealed class GitHubAccessTests
{
    private const string Tokens = "/access_tokens";
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Many_calls_at_once_share_one_token()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Source.ResolveAsync("main", default)));

        Assert.Single(world.GitHub.CallsOf("POST", Tokens));
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_by_one_caller()
    {
        var time = new FakeTimeProvider(Start);
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, time);
        await world.Source.ResolveAsync("main", default);
        time.Advance(TimeSpan.FromMinutes(50));
        await world.Source.ResolveAsync("main", default);
        Assert.Single(world.GitHub.CallsOf("POST", Tokens));

        time.Advance(TimeSpan.FromMinutes(6));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Source.ResolveAsync("main", default)));
        Assert.Equal(2, world.GitHub.CallsOf("POST", Tokens).Count);
        Assert.DoesNotContain(world.GitHub.Calls, c => c.Status == 401);
    }

    [Fact]
    public async Task A_token_that_github_took_back_is_replaced_within_the_call()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var head = await world.Source.ResolveAsync("main", default);
        world.GitHub.App.RevokeTokens();

        Assert.Equal(head, await world.Source.ResolveAsync("main", default));
        Assert.Equal(2, world.GitHub.CallsOf("POST", Tokens).Count);
    }

    [Fact]
    public async Task Without_an_installation_the_answer_is_forbidden_and_says_what_to_do()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(404, pathPart: "/installation");

        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Source.ResolveAsync("main", default));
        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.Contains("Install the app there", failure.Message);
    }

    [Fact]
    public async Task A_wrong_app_id_is_forbidden_and_names_the_suspects()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, configure: o => o.AppId = "1");

        var failure = await Assert.ThrowsAsync<StewardException>(() => world.Source.ResolveAsync("main", default));
        Assert.Equal(FailureKind.Forbidden, failure.Kind);
        Assert.Contains("clock", failure.Message);
    }

    [Fact]
    public void Options_that_cannot_be_right_are_refused_at_start_without_the_key()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        void Add(GitHubOptions options) => services.AddSources(new SourceOptions { GitHub = options });

        Assert.Throws<StewardException>(() => Add(new GitHubOptions { AppId = "", PrivateKey = FakeApp.PrivateKey }));
        Assert.Throws<StewardException>(() => Add(new GitHubOptions { AppId = "1", BaseAddress = new Uri("http://example.com/") }));
        var failure = Assert.Throws<StewardException>(
            () => new GitHubConnections(new GitHubOptions { AppId = "1", PrivateKey = "-----BEGIN hunter2" }, TimeProvider.System));
        Assert.DoesNotContain("hunter2", failure.ToString());
    }

    [Fact]
    public async Task No_token_and_no_key_is_ever_in_a_message_or_a_log()
    {
        var logs = new Logs();
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository, configure: o => o.Retries = 0, add: s => s.AddLogging(l => l.AddProvider(logs).SetMinimumLevel(LogLevel.Trace)));
        var head = await repository.HeadAsync();
        await world.Source.ResolveAsync("main", default);
        await world.Services.GetRequiredService<IVerdictPublisher>().PublishAsync(VerdictPublishingTests.Decided(head), VerdictNotes.None, default);
        var token = world.GitHub.App.TokensGiven.Single();
        foreach (var status in new[] { 403, 404, 409, 422, 500, 0 })
        {
            // Even a server that repeats the credentials in its answer.
            world.GitHub.FailNext(status, body: $$"""{"message":"your token {{token}} is bad"}""", pathPart: "/git/trees/");
            var failure = await Assert.ThrowsAsync<StewardException>(() => world.Source.GetTreeAsync(head, default));
            AssertNoSecret(failure.ToString(), token);
        }

        Assert.NotEmpty(logs.Lines);
        Assert.All(logs.Lines, line => AssertNoSecret(line, token));
    }

    private static void AssertNoSecret(string text, string token)
    {
        Assert.DoesNotContain(token, text);
        Assert.DoesNotContain("Bearer", text);
        Assert.DoesNotContain("PRIVATE KEY", text);
        Assert.DoesNotContain("eyJ", text);
    }

    private static async Task<GitRepositoryBuilder> OneCommitAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a", "a\n").CommitAsync("one");
        return repository;
    }

    private sealed class Logs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
