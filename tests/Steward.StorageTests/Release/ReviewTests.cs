using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;
using Steward.Stages.Release.Reviews;
using Steward.TestKit.GitHub;
using Xunit;

namespace Steward.StorageTests.Release;

/// <summary>Which hunks of a release were reviewed, by what GitHub tells of pull requests.</summary>
public sealed class ReviewTests
{
    private const string Review = "version: 1\nrelease: {code: {processors: {review: {paths: [src]}}}}\n";
    private static readonly string Ten = string.Concat(Enumerable.Range(1, 10).Select(i => $"line {i}\n"));

    public static TheoryData<string, string, FakeReview[]> Reviews => new()
    {
        { "approved", "#12 by github:bob", [Of("bob", "APPROVED")] },
        { "approved and commented on", "#12 by github:bob", [Of("bob", "APPROVED"), Of("bob", "COMMENTED")] },
        { "approved in the end", "#12 by github:bob", [Of("bob", "CHANGES_REQUESTED"), Of("bob", "APPROVED")] },
        { "approved by one of two", "#12 by github:eve", [Of("bob", "CHANGES_REQUESTED"), Of("eve", "APPROVED")] },
        { "approved before changes were asked for", "- changes were asked for in #12, and nobody approved it since", [Of("bob", "APPROVED"), Of("bob", "CHANGES_REQUESTED")] },
        { "dismissed", "- the approval of #12 was dismissed", [Of("bob", "DISMISSED")] },
        { "by its author only", "- only its author approved #12", [Of("Ada", "APPROVED")] },
        { "by a program only", "- only a program approved #12", [Of("checker[bot]", "APPROVED", "Bot")] },
        { "commented on only", "- nobody approved #12", [Of("bob", "COMMENTED"), Of("eve", "PENDING")] },
        { "not at all", "- nobody approved #12", [] },
    };

    [Theory]
    [MemberData(nameof(Reviews))]
    public async Task The_newest_word_of_each_reviewer_counts(string name, string expected, FakeReview[] reviews)
    {
        Assert.NotEmpty(name);
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var (first, head) = await ChangedAsync(world);
        Pull(world, 12, head, [head], reviews.Select(r => r with { Commit = head.ToString() }));
        Assert.Equal([$"src/a.cs 3: {expected}"], await HunksAsync(world, first, head));
    }

    [Fact]
    public async Task What_no_merged_pull_request_brought_is_not_reviewed()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var (first, head) = await ChangedAsync(world);
        world.OnGitHub.Pulls.Enqueue(new FakePull(3, "ada", head.ToString()) { Commits = [head.ToString()], MergedAt = null, Reviews = [Of("bob", "APPROVED")] });
        Assert.Equal([$"src/a.cs 3: - no pull request brought {head.Abbreviated}"], await HunksAsync(world, first, head));
    }

    [Fact]
    public async Task What_was_pushed_after_the_approval_is_not_covered_by_it_and_what_came_before_is()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var (first, reviewed) = await ChangedAsync(world);
        var later = await world.Repository.Write("src/a.cs", Changed.Replace("line 8\n", "eight\n", StringComparison.Ordinal)).CommitAsync("One more");
        Pull(world, 12, later, [reviewed, later], [Of("bob", "APPROVED") with { Commit = reviewed.ToString() }]);
        Assert.Equal(
            ["src/a.cs 3: #12 by github:bob", $"src/a.cs 8: - {later.Abbreviated} was pushed after the approval of #12 by github:bob"],
            await HunksAsync(world, first, later));
    }

    [Fact]
    public async Task A_squashed_commit_is_reviewed_where_the_file_is_the_reviewed_one()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var first = await BeginAsync(world);
        await world.Repository.BranchAsync("feature");
        var reviewed = await world.Repository.Write("src/a.cs", Changed).Write("src/b.cs", "b\n").CommitAsync("On the branch");
        await world.Repository.CheckoutAsync("main");
        var squashed = await world.Repository.Write("src/a.cs", Changed).Write("src/b.cs", "other than reviewed\n").CommitAsync("Squashed");
        Pull(world, 12, reviewed, [squashed], [Of("bob", "APPROVED") with { Commit = reviewed.ToString() }]);
        Assert.Equal(
            ["src/a.cs 3: #12 by github:bob", $"src/b.cs 1: - {squashed.Abbreviated} was pushed after the approval of #12 by github:bob"],
            await HunksAsync(world, first, squashed));
    }

    [Fact]
    public async Task Deleted_files_and_lines_taken_away_belong_to_the_commits_that_touched_the_file()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var first = await BeginAsync(world);
        var fewer = await world.Repository.Write("src/a.cs", Ten.Replace("line 5\n", "", StringComparison.Ordinal)).CommitAsync("Fewer lines");
        var deleted = await world.Repository.Delete("src/old.cs").CommitAsync("Delete");
        Pull(world, 1, fewer, [fewer], [Of("bob", "APPROVED") with { Commit = fewer.ToString() }]);
        Assert.Equal(["src/a.cs 4: #1 by github:bob", $"src/old.cs 1: - no pull request brought {deleted.Abbreviated}"], await HunksAsync(world, first, deleted));
    }

    [Fact]
    public async Task What_was_found_is_evidence_and_an_approved_commit_is_not_asked_for_again()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var (first, head) = await ChangedAsync(world);
        Pull(world, 12, head, [head], Enumerable.Range(1, 150).Select(_ => Of("bob", "COMMENTED")).Append(Of("bob", "APPROVED") with { Commit = head.ToString() }));
        var facts = await CollectAsync(world, first, head);
        var found = Assert.Single(facts.Findings, f => f.Evidence.Kind == FoundReviews.Kind);
        Assert.Equal(Subject.Commit(head), found.Evidence.Subject);
        Assert.Equal("github:bob", Json.Read<FoundReviews>(found.Payload!).PullRequests.Single().ApprovalsOf(head).Single().Reviewer);
        Assert.Equal(2, world.GitHub.CallsOf("GET", "/pulls/12/reviews").Count); // two pages

        await world.World.Get<IPayloadStore>().PutAsync(GitHubReleaseWorld.Product, found.Payload, CancellationToken.None);
        await world.World.AppendAsync(GitHubReleaseWorld.Product, found.Evidence);
        Assert.Equal(["src/a.cs 3: #12 by github:bob"], await HunksAsync(world, first, head));
        Assert.Single(world.GitHub.CallsOf("GET", $"/commits/{head}/pulls"));
        Assert.DoesNotContain((await CollectAsync(world, first, head)).Findings, f => f.Evidence.Kind == FoundReviews.Kind);
    }

    [Fact]
    public async Task Nothing_is_asked_where_the_policy_names_no_review_and_a_failure_of_GitHub_is_an_error_of_the_code()
    {
        await using var world = await GitHubReleaseWorld.CreateAsync();
        var (first, head) = await ChangedAsync(world);
        world.GitHub.FailNext(403, times: 10, body: """{"message":"Resource not accessible by integration"}""", pathPart: "/pulls");
        var facts = await CollectAsync(world, first, head);
        var node = world.World.Get<ReleaseGate>().Judge(facts).Walk().Single(n => n.Path == "release v2/release/code").Node;
        Assert.Equal(Verdict.Error, node.Verdict);
        Assert.Contains("Resource not accessible by integration", node.Reason, StringComparison.Ordinal);

        var unasked = await world.Repository.Write("steward.yaml", "version: 1\n").CommitAsync("No review");
        var before = world.GitHub.CallsOf("GET", "/pulls").Count;
        await CollectAsync(world, first, unasked);
        Assert.Equal(before, world.GitHub.CallsOf("GET", "/pulls").Count);
    }

    private static string Changed => Ten.Replace("line 3\n", "three\n", StringComparison.Ordinal);

    private static FakeReview Of(string reviewer, string state, string type = "User") => new(reviewer, state, null, type);

    private static void Pull(GitHubReleaseWorld world, long number, CommitSha head, CommitSha[] commits, IEnumerable<FakeReview> reviews) =>
        world.OnGitHub.Pulls.Enqueue(new FakePull(number, "ada", head.ToString()) { Commits = [.. commits.Select(c => c.ToString())], Reviews = [.. reviews] });

    private static async Task<CommitSha> BeginAsync(GitHubReleaseWorld world)
    {
        var first = await world.Repository.Write("steward.yaml", Review).Write("src/a.cs", Ten).Write("src/old.cs", "old\n").CommitAsync("Begin");
        await world.Repository.TagAsync("v1");
        var subject = Subject.Release("v1", first);
        await world.World.AppendAsync(GitHubReleaseWorld.Product, new Evidence
        {
            Id = Evidence.IdFor(ReleaseEvidence.PassportIssued, subject, "1"), Time = TimeProvider.System.GetUtcNow(), Actor = "steward",
            Kind = ReleaseEvidence.PassportIssued, Subject = subject, Outcome = EvidenceOutcome.Pass,
        });
        return first;
    }

    private static async Task<(CommitSha First, CommitSha Head)> ChangedAsync(GitHubReleaseWorld world)
    {
        var first = await BeginAsync(world);
        return (first, await world.Repository.Write("src/a.cs", Changed).CommitAsync("Change a line"));
    }

    private static Task<ReleaseFacts> CollectAsync(GitHubReleaseWorld world, CommitSha previous, CommitSha head)
    {
        Assert.NotEqual(previous, head);
        var request = new ReleaseRequest(GitHubReleaseWorld.Product, "v2", head, "github:ada", TimeProvider.System.GetUtcNow());
        return world.World.Get<ReleaseCollector>().CollectAsync(request, CancellationToken.None);
    }

    // Each hunk that review was asked for: who reviewed it, or after a dash why nobody.
    private static async Task<List<string>> HunksAsync(GitHubReleaseWorld world, CommitSha previous, CommitSha head)
    {
        var facts = await CollectAsync(world, previous, head);
        Assert.Empty(facts.Head.Faults);
        var report = Json.Read<CodeReport>(facts.Findings.Single(f => f.Evidence.Kind == CodeReport.Kind).Payload!);
        return [.. report.Lines.Where(h => h.Path.StartsWith("src/", StringComparison.Ordinal)).OrderBy(h => h.Path, StringComparer.Ordinal).ThenBy(h => h.Start)
            .Select(h => $"{h.Path} {h.Start}: {h.Handled.GetValueOrDefault("review") ?? $"- {h.Missing.Single(m => m.Processor == "review").Why}"}")];
    }
}
