using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>Who wrote what a pull request brought, and whose approval of it counts therefore.</summary>
public sealed class ReviewAuthorTests
{
    private const string Review = "version: 1\nrelease: {code: {processors: {review: {paths: [src]}}}}\n";

    [Fact]
    public async Task Who_wrote_a_commit_of_the_pull_request_does_not_approve_it_but_the_others_and_another_approval_counts()
    {
        await using var world = await BeginAsync();
        var first = await ReleasedAsync(world);
        var hers = await CommitAsync(world, "ada", "src/a.cs");
        var his = await CommitAsync(world, "bob", "src/b.cs");
        Pull(world, his, [hers, his], Of("bob", his));
        Assert.Equal(["src/a.cs: #7 by github:bob", "src/b.cs: - github:bob, who approved #7, has written it too"], await HunksAsync(world, first, his));

        // What was not approved by anybody else yet is asked for again, though an approval is known.
        await KeepAsync(world, his);
        world.OnGitHub.Pulls.Clear();
        Pull(world, his, [hers, his], Of("bob", his), Of("eve", his));
        Assert.Equal(["src/a.cs: #7 by github:bob", "src/b.cs: #7 by github:eve"], await HunksAsync(world, first, his));
    }

    [Fact]
    public async Task Whoever_only_committed_what_another_wrote_is_an_author_too_and_GitHub_itself_is_none()
    {
        await using var world = await BeginAsync();
        var first = await ReleasedAsync(world);
        world.OnGitHub.Logins["carl@example.com"] = "bob"; // Carl commits in these tests whatever others write
        var head = await CommitAsync(world, "ada", "src/a.cs");
        Pull(world, head, [head], Of("bob", head));
        Assert.Equal(["src/a.cs: - github:bob, who approved #7, has written it too"], await HunksAsync(world, first, head));
        world.OnGitHub.Logins["carl@example.com"] = "web-flow";
        Assert.Equal(["src/a.cs: #7 by github:bob"], await HunksAsync(world, first, head));
    }

    [Fact]
    public async Task A_squashed_commit_was_written_by_all_who_wrote_commits_of_the_branch()
    {
        await using var world = await BeginAsync();
        var first = await ReleasedAsync(world);
        await world.Repository.BranchAsync("feature");
        var hers = await CommitAsync(world, "ada", "src/a.cs");
        var his = await CommitAsync(world, "bob", "src/b.cs");
        await world.Repository.CheckoutAsync("main");
        var squashed = await world.Repository.Write("src/a.cs", "by ada\n").Write("src/b.cs", "by bob\n").CommitAsync("Squashed");
        Pull(world, his, [hers, squashed], Of("bob", his));
        Assert.Equal(["src/a.cs: - github:bob, who approved #7, has written it too", "src/b.cs: - github:bob, who approved #7, has written it too"], await HunksAsync(world, first, squashed));
        world.OnGitHub.Pulls.Clear();
        Pull(world, his, [hers, squashed], Of("bob", his), Of("eve", his));
        Assert.Equal(["src/a.cs: #7 by github:eve", "src/b.cs: #7 by github:eve"], await HunksAsync(world, first, squashed));
    }

    private static async Task<GitHubReleaseWorld> BeginAsync()
    {
        var world = await GitHubReleaseWorld.CreateAsync();
        foreach (var name in new[] { "ada", "bob" }) world.OnGitHub.Logins[$"{name}@example.com"] = name;
        return world;
    }

    private static async Task<CommitSha> ReleasedAsync(GitHubReleaseWorld world)
    {
        var first = await world.Repository.Write("steward.yaml", Review).CommitAsync("Begin");
        await world.Repository.TagAsync("v1");
        var subject = Subject.Release("v1", first);
        await world.World.AppendAsync(GitHubReleaseWorld.Product, new Evidence
        {
            Id = Evidence.IdFor(ReleaseEvidence.PassportIssued, subject, "1"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward",
            Kind = ReleaseEvidence.PassportIssued, Subject = subject, Outcome = EvidenceOutcome.Pass,
        });
        return first;
    }

    private static async Task<CommitSha> CommitAsync(GitHubReleaseWorld world, string author, string path)
    {
        await world.Repository.Write(path, $"by {author}\n").GitAsync("add", "-A");
        await world.Repository.GitAsync("commit", "-q", $"--author={author} <{author}@example.com>", "-m", $"Write {path}");
        return await world.Repository.HeadAsync();
    }

    private static FakeReview Of(string reviewer, CommitSha commit) => new(reviewer, "APPROVED", commit.ToString());

    private static void Pull(GitHubReleaseWorld world, CommitSha head, CommitSha[] commits, params FakeReview[] reviews) =>
        world.OnGitHub.Pulls.Enqueue(new FakePull(7, "ada", head.ToString()) { Commits = [.. commits.Select(c => c.ToString())], Reviews = reviews });

    private static Task<ReleaseFacts> CollectAsync(GitHubReleaseWorld world, CommitSha head) => world.World.Get<ReleaseCollector>().CollectAsync(
        new ReleaseRequest(GitHubReleaseWorld.Product, "v2", head, "github:ada", TimeProvider.System.GetUtcNow()), CancellationToken.None);

    private static async Task KeepAsync(GitHubReleaseWorld world, CommitSha head)
    {
        foreach (var found in (await CollectAsync(world, head)).Findings)
        {
            if (found.Payload is not null) await world.World.Get<IPayloadStore>().PutAsync(GitHubReleaseWorld.Product, found.Payload, CancellationToken.None);
            await world.World.AppendAsync(GitHubReleaseWorld.Product, found.Evidence);
        }
    }

    // Each hunk below src: who reviewed it, or after a dash why nobody.
    private static async Task<List<string>> HunksAsync(GitHubReleaseWorld world, CommitSha previous, CommitSha head)
    {
        var facts = await CollectAsync(world, head);
        Assert.Empty(facts.Head.Faults);
        var report = Json.Read<CodeReport>(facts.Findings.Single(f => f.Evidence.Kind == CodeReport.Kind).Payload!);
        Assert.Equal(previous, report.Previous);
        return [.. report.Lines.Where(h => h.Path.StartsWith("src/", StringComparison.Ordinal)).OrderBy(h => h.Path, StringComparer.Ordinal)
            .Select(h => $"{h.Path}: {h.Handled.GetValueOrDefault("review") ?? $"- {h.Missing.Single(m => m.Processor == "review").Why}"}")];
    }
}
