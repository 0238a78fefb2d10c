using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Steward.Changes;
using Steward.Gates.Notes;
using Steward.TestKit;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Sources;

/// <summary>Notes on lines and details in check runs, within the limits that GitHub keeps (the fake one refuses with 422 as it does).</summary>
[Long]
public sealed class CheckRunNotesTests
{
    [Fact]
    public async Task A_hundred_and_twenty_notes_are_sent_in_three_calls_and_not_again()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var change = VerdictPublishingTests.Decided(await repository.HeadAsync());
        var notes = Notes(120);

        await PublishAsync(world, change, notes);
        var run = Assert.Single(world.Repository.CheckRuns);
        Assert.Equal(120, run.Annotations.Count);
        Assert.Single(world.GitHub.CallsOf("POST", "/check-runs"));
        Assert.Equal(2, world.GitHub.CallsOf("PATCH", "/check-runs/").Count);

        await PublishAsync(world, change, notes);
        Assert.Equal(120, Assert.Single(world.Repository.CheckRuns).Annotations.Count);
        Assert.Equal(3, world.GitHub.CallsOf("PATCH", "/check-runs/").Count);
    }

    [Fact]
    public async Task What_was_sent_in_part_is_completed_by_the_next_publishing()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var change = VerdictPublishingTests.Decided(await repository.HeadAsync());
        await PublishAsync(world, change, Notes(60));
        await PublishAsync(world, change, Notes(75));

        var run = Assert.Single(world.Repository.CheckRuns);
        Assert.Equal(75, run.Annotations.Count);
        Assert.Equal(75, run.Annotations.Select(a => a.GetProperty("start_line").GetInt32()).Distinct().Count());
    }

    [Fact]
    public async Task Notes_that_hold_no_more_are_gone_with_a_new_check_run_of_the_same_name()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var change = VerdictPublishingTests.Decided(await repository.HeadAsync());
        await PublishAsync(world, change, Notes(3));
        await PublishAsync(world, change, VerdictNotes.None);
        await PublishAsync(world, change, VerdictNotes.None);

        Assert.Equal(2, world.Repository.CheckRuns.Count);
        Assert.Empty(world.Repository.CheckRuns[1].Annotations);
        Assert.Equal("Steward", world.Repository.CheckRuns[1]["name"]);
    }

    [Fact]
    public async Task However_much_there_is_to_say_every_limit_is_kept()
    {
        await using var repository = await OneCommitAsync();
        await using var world = await GitHubWorld.OpenAsync(repository);
        var change = VerdictPublishingTests.Decided(await repository.HeadAsync());
        var lines = Enumerable.Range(1, 500).Select(i => new LineNote("a", i, i, NoteLevel.Failure, new string('名', 400), new string('語', 40_000)));
        var items = Enumerable.Range(1, 900).Select(i => new NoteItem($"日本-{i}", new string('é', 400)));
        await PublishAsync(world, change, new VerdictNotes([.. lines], [new NoteGroup("unit: 900 failed", [.. items], 0)]));

        var run = Assert.Single(world.Repository.CheckRuns);
        Assert.Equal(200, run.Annotations.Count);
        Assert.InRange(Encoding.UTF8.GetByteCount(run.Text!), 60_000, 65_535);
        Assert.Contains("do not fit here; `steward results show", run.Text);
    }

    private static VerdictNotes Notes(int count) => new(
        [.. Enumerable.Range(1, count).Select(i => new LineNote("src/a.cs", i, i, NoteLevel.Failure, $"Cart.total {i} failed", "expected 1\n  found 2"))],
        [new NoteGroup($"unit: {count} failed", [new NoteItem("Cart.total", "expected 1")], count - 1)]);

    private static Task<string?> PublishAsync(GitHubWorld world, ChangeRecord change, VerdictNotes notes) =>
        world.Services.GetRequiredService<IVerdictPublisher>().PublishAsync(change, notes, TestContext.Current.CancellationToken);

    private static async Task<GitRepositoryBuilder> OneCommitAsync()
    {
        var repository = await GitRepositoryBuilder.CreateAsync();
        await repository.Write("a", "a\n").CommitAsync("one");
        return repository;
    }
}
