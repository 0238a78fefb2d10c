using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Sources;
using Steward.Changes;
using Steward.Gates;
using Steward.Gates.Notes;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Products;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>The effects on GitHub: check runs, and asking for failed deliveries.</summary>
public sealed class VerdictPublishingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_verdict_becomes_one_check_run_however_often_it_is_published()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var publisher = world.Services.GetRequiredService<IVerdictPublisher>();
        var change = Decided(await repository.HeadAsync());

        Assert.Equal("check run 1: in progress", await publisher.PublishAsync(change with { State = ChangeState.Running, Tree = null }, VerdictNotes.None, default));
        Assert.Equal("in_progress", world.Repository.CheckRuns.Single()["status"]);
        Assert.Equal("check run 1: failure", await publisher.PublishAsync(change, VerdictNotes.None, default));
        Assert.Equal("check run 1: failure", await publisher.PublishAsync(change, VerdictNotes.None, default));

        var run = Assert.Single(world.Repository.CheckRuns);
        Assert.Equal(("Steward", "completed", "failure"), (run["name"], run["status"], run["conclusion"]));
        Assert.Equal(change.Id.ToString(), run["external_id"]);
        Assert.Equal(change.Id.Commit.ToString(), run.HeadSha);
        Assert.Equal(VerdictMarkdown.Title(change), run.Title);
        Assert.Equal(VerdictMarkdown.Summary(change), run.Summary);
    }

    [Theory]
    [InlineData(Verdict.Pass, "success")]
    [InlineData(Verdict.Waived, "success")]
    [InlineData(Verdict.NotNeeded, "neutral")]
    [InlineData(Verdict.Missing, "action_required")]
    [InlineData(Verdict.Fail, "failure")]
    [InlineData(Verdict.Error, "failure")]
    public async Task The_conclusion_says_what_the_verdict_says(Verdict verdict, string conclusion)
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var change = Decided(await repository.HeadAsync()) with { Tree = new VerdictNode("change", verdict, "Because.") };
        await world.Services.GetRequiredService<IVerdictPublisher>().PublishAsync(change, VerdictNotes.None, default);

        Assert.Equal(conclusion, Assert.Single(world.Repository.CheckRuns)["conclusion"]);
    }

    [Fact]
    public async Task Ten_thousand_reasons_fit_into_githubs_limit()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var leaves = Enumerable.Range(0, 10_000).Select(i => new VerdictNode($"file-{i}", Verdict.Fail, $"naïve-日本-{i}.txt is not in order."));
        var change = Decided(await repository.HeadAsync()) with { Tree = VerdictNode.All("change", [VerdictNode.All("security", leaves)]) };

        Assert.NotNull(await world.Services.GetRequiredService<IVerdictPublisher>().PublishAsync(change, VerdictNotes.None, default));
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_not_sent_twice_by_itself()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        world.GitHub.FailNext(502, pathPart: "/check-runs");
        world.GitHub.FailNext(502, pathPart: "acme/shop/check-runs");
        var publisher = world.Services.GetRequiredService<IVerdictPublisher>();
        var change = Decided(await repository.HeadAsync());

        var failure = await Assert.ThrowsAsync<StewardException>(() => publisher.PublishAsync(change, VerdictNotes.None, default));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Single(world.GitHub.CallsOf("POST", "/check-runs"));
        await publisher.PublishAsync(change, VerdictNotes.None, default);
        Assert.Single(world.Repository.CheckRuns);
    }

    [Fact]
    public async Task A_product_that_is_not_on_github_publishes_nothing()
    {
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddSingleton<IProductStore>(new OneProduct(new Product(GitHubWorld.Product, "git:/x", "main", Noon)))
            .AddSources(new SourceOptions()).BuildServiceProvider();

        Assert.Null(await services.GetRequiredService<IVerdictPublisher>().PublishAsync(Decided(CommitSha.None), VerdictNotes.None, default));
        Assert.Empty(services.GetServices<IFailedDeliveries>());
    }

    [Fact]
    public async Task Deliveries_that_failed_and_never_succeeded_are_asked_for_once_each()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var deliveries = world.GitHub.Deliveries;
        deliveries.Add("old", Noon.AddHours(-3), 500);
        deliveries.Add("recovered", Noon.AddMinutes(1), 502);
        deliveries.Add("recovered", Noon.AddMinutes(2), 202, redelivery: true);
        deliveries.Add("failed twice", Noon.AddMinutes(3), 0);
        var last = deliveries.Add("failed twice", Noon.AddMinutes(4), 504, redelivery: true);
        for (var i = 0; i < 250; i++) deliveries.Add($"fine {i}", Noon.AddMinutes(5), 202);
        var early = deliveries.Add("early", Noon.AddSeconds(1), 503);

        Assert.Equal(2, await world.Services.GetRequiredService<IFailedDeliveries>().RequestRedeliveryAsync(Noon, default));
        Assert.Equal([early, last], deliveries.AskedAgain);
        Assert.Equal(3, world.GitHub.CallsOf("GET", "/app/hook/deliveries").Count);
    }

    /// <summary>A decided change with one failing stage.</summary>
    internal static ChangeRecord Decided(CommitSha commit) => new()
    {
        Id = new ChangeId(GitHubWorld.Product, commit),
        Ref = "refs/heads/main",
        Before = CommitSha.None,
        Actor = "github:ada",
        ReceivedAt = Noon,
        DecidedAt = Noon.AddMinutes(1),
        State = ChangeState.Decided,
        Tree = VerdictNode.All("change", [new("testing", Verdict.Pass, "All 3 in order."), new VerdictNode("security", Verdict.Fail, "left-pad is GPL-3.0.")]),
    };

    private static async Task<GitRepositoryBuilder> OneCommitAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a", "a\n").CommitAsync("one");
        return repository;
    }
}
