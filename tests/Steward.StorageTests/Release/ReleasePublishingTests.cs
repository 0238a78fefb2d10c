using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Releases.Publishing;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>What a pushed tag leaves on GitHub: a check run of the release, and a section in its notes.</summary>
public sealed class ReleasePublishingTests
{
    [Fact]
    public async Task A_release_gets_a_check_run_and_a_section_in_its_notes_and_text_of_people_stays()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.DecideAsync(head);
        await world.Repository.TagAsync("v1");
        const string Before = "Our words.\r\n\r\n<!-- steward -->\r\nleft open by a person\r\n\r\n";
        var notes = new FakeRelease(5, "v1") { Body = $"{Before}{ReleaseNotes.Begin}\nold\n{ReleaseNotes.End}\r\n\r\nThanks!  \n" };
        world.OnGitHub.Releases.Enqueue(notes);
        await ReleaseAsync(world, "v1", head);

        var run = Assert.Single(world.OnGitHub.CheckRuns, r => r["name"] == "Steward release v1");
        Assert.Equal(("success", "completed", head.ToString()), (run["conclusion"], run["status"], run.HeadSha));
        Assert.StartsWith($"{Before}{ReleaseNotes.Begin}\n### Steward: Pass\n", notes.Body, StringComparison.Ordinal);
        Assert.EndsWith($"{ReleaseNotes.End}\r\n\r\nThanks!  \n", notes.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("old", notes.Body, StringComparison.Ordinal);
        Assert.Contains("2 of 2 files and 2 of 2 hunks were processed, the first release.", notes.Body, StringComparison.Ordinal);
        Assert.Contains("`steward passport get acme/shop v1`", notes.Body, StringComparison.Ordinal);
        Assert.Equal("check run 2: success; notes of release 5", Assert.Single(await PublishedAsync(world, "v1", head)).Summary);
    }

    [Fact]
    public async Task A_refused_release_is_shown_too_and_one_without_a_release_on_GitHub_has_no_notes()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync(policy: "version: 1\ngate: {requires: [security/antivirus]}\n");
        await world.DecideAsync(head);
        await world.Repository.TagAsync("v1");
        await ReleaseAsync(world, "v1", head);

        var run = Assert.Single(world.OnGitHub.CheckRuns, r => r["name"] == "Steward release v1");
        Assert.Equal("action_required", run["conclusion"]);
        Assert.Contains("**security/antivirus**", run.Summary, StringComparison.Ordinal);
        Assert.EndsWith("; no release of that name on GitHub, so no notes", Assert.Single(await PublishedAsync(world, "v1", head)).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_that_may_not_be_written_are_told_and_asking_again_changes_the_same_check_run()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var head = await world.CommitAsync();
        await world.DecideAsync(head);
        await world.Repository.TagAsync("v1");
        var notes = new FakeRelease(5, "v1") { Body = null };
        world.OnGitHub.Releases.Enqueue(notes);
        world.GitHub.FailNext(403, body: """{"message":"Resource not accessible by integration"}""", pathPart: "/releases/5");
        await ReleaseAsync(world, "v1", head);
        Assert.Null(notes.Body);
        Assert.EndsWith("lacks the permission 'Contents: read and write'", Assert.Single(await PublishedAsync(world, "v1", head)).Summary, StringComparison.Ordinal);

        for (var again = 0; again < 2; again++)
            await world.World.EndAsync(await world.World.Get<ReleaseIntake>().AskAsync(GitHubReleaseWorld.Product, "v1", "token:ada", CancellationToken.None));
        Assert.Single(world.OnGitHub.CheckRuns, r => r["name"] == "Steward release v1");
        Assert.StartsWith(ReleaseNotes.Begin, notes.Body, StringComparison.Ordinal);
        Assert.Equal(1, notes.Body!.Split(ReleaseNotes.End).Length - 1);
    }

    private static async Task ReleaseAsync(GitHubReleaseWorld world, string tag, CommitSha head)
    {
        await world.SendAsync("push.tag", body => (body["ref"], body["after"]) = ($"refs/tags/{tag}", head.ToString()), "push");
        var ended = await world.EndAsync($"release:acme/shop:{Digest.Sha256($"{tag}@{head}")[..16]}:push");
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ErrorMessage);
    }

    private static async Task<List<Evidence>> PublishedAsync(GitHubReleaseWorld world, string tag, CommitSha head) =>
        await world.World.Ledger.FindAsync(GitHubReleaseWorld.Product, Subject.Release(tag, head), CancellationToken.None)
            .Select(e => e.Evidence).Where(e => e.Kind == PublishRelease.Kind).ToListAsync();
}
