using System.Net;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Instructions;
using Steward.TestKit.Git;
using Steward.TestKit.Web;
using Xunit;

namespace Steward.StorageTests.Web;

public sealed class ReleaseGateApiTests
{
    private const string Shop = "/api/products/contoso/shop";

    private const string Policy = "version: 1\ngate: {requires: [release]}\ntesting: {sets: {unit: {minimum: 3}}}\nrelease: {approvals: {}, instructions: {file: docs/release.md}}\n";

    [Fact]
    public async Task What_a_release_would_be_is_asked_over_http_by_commit_and_by_tag()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        var change = await PushAsync(world, repository);

        var now = await reader.GetAsync($"{Shop}/gate?ref={change.Abbreviated}").OkAsync<GateAnswer>();
        Assert.Equal(("change", null), (now.Tree.Name, now.Tag));
        Assert.DoesNotContain(now.Tree.Walk(), n => n.Path.EndsWith("/approvals", StringComparison.Ordinal));
        var preview = await reader.GetAsync($"{Shop}/gate?ref={change}&release=true").OkAsync<GateAnswer>();
        Assert.Equal((Verdict.Missing, Verdict.NotNeeded), (At(preview.Tree, "release/approvals"), At(preview.Tree, "release/tag")));
        var assumed = await reader.GetAsync($"{Shop}/gate?ref=rel%2F1&assume=approved%20by%20bob&assume=done%20notes&assume=set%20unit%20passed").OkAsync<GateAnswer>();
        Assert.Equal(("release rel/1", "rel/1"), (assumed.Tree.Name, assumed.Tag));
        Assert.Equal((Verdict.Pass, Verdict.Pass, Verdict.Pass), (At(assumed.Tree, "release/approvals"), At(assumed.Tree, "release/instructions"), At(assumed.Tree, "release/tag")));
        Assert.Contains(assumed.Changed, c => c is { Path: "release rel/1/testing/results/unit", Was: Verdict.Missing, Verdict: Verdict.Pass });
    }

    [Theory]
    [InlineData("ref=main&assume=peace", HttpStatusCode.BadRequest, "approved by NAME [as approve|administer]; done ITEM; ")]
    [InlineData("ref=main&release=true&assume=done%20nothing", HttpStatusCode.NotFound, "docs/release.md has no item 'nothing'. It has: notes.")]
    [InlineData("ref=main&assume=done%20notes", HttpStatusCode.BadRequest, "only releases have them (--release)")]
    [InlineData("ref=nowhere", HttpStatusCode.NotFound, "has no change 'nowhere'")]
    public async Task What_cannot_be_asked_is_answered_with_what_can(string query, HttpStatusCode status, string expected)
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        await PushAsync(world, repository);
        Assert.Contains(expected, await reader.GetAsync($"{Shop}/gate?{query}").ProblemAsync(status), StringComparison.Ordinal);
        await reader.GetAsync($"{Shop}/gate?ref=main{string.Concat(Enumerable.Repeat("&assume=a.b=pass", 21))}").ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Instructions_are_listed_and_carried_out_in_the_callers_name()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await WebWorld.StartAsync();
        using var reader = await world.ClientAsync(AccessLevel.Read);
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        var commit = await PushAsync(world, repository);
        var path = $"{Shop}/changes/rel%2F1/instructions";

        Assert.Equal(Verdict.Missing, Assert.Single((await reader.GetAsync(path).OkAsync<InstructionsView>()).Items).Verdict);
        await reader.PostJsonAsync(path, new { item = "notes" }).ProblemAsync(HttpStatusCode.Forbidden);
        await approver.PostJsonAsync(path, new { item = "dance" }).ProblemAsync(HttpStatusCode.NotFound);
        var said = await approver.PostJsonAsync(path, new { item = "notes" }).OkAsync<LedgerEntry>();
        Assert.Equal(("instruction.done", Subject.Commit(commit), "approve"), (said.Evidence.Kind, said.Evidence.Subject, (string)said.Evidence.Details!["level"]!));
        Assert.True((await reader.GetAsync(path).OkAsync<InstructionsView>()).IsDone);
        await approver.PostJsonAsync(path, new { item = "notes", undo = true }).OkAsync<LedgerEntry>();
        Assert.False((await reader.GetAsync(path).OkAsync<InstructionsView>()).IsDone);
        Assert.Equal([InstructionEvidence.Done, InstructionEvidence.Undone], world.Reopener.Told.Select(t => t.Kind));
    }

    [Fact]
    public async Task A_tag_is_approved_withdrawn_and_a_node_of_its_release_waived()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await WebWorld.StartAsync();
        using var approver = await world.ClientAsync(AccessLevel.Approve);
        var commit = await PushAsync(world, repository);
        var change = $"{Shop}/changes/rel%2F1";

        await approver.DeleteAsync($"{change}/approvals").ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(Subject.Commit(commit), (await approver.PostJsonAsync($"{change}/approvals", new { }).OkAsync<LedgerEntry>()).Evidence.Subject);
        Assert.Equal("approval.withdrawn", (await approver.DeleteAsync($"{change}/approvals").OkAsync<LedgerEntry>()).Evidence.Kind);
        var waived = await approver.PostJsonAsync($"{change}/waivers", new { path = "release/instructions/notes", reason = "r", until = "2026-12-31T00:00:00Z" }).OkAsync<LedgerEntry>();
        Assert.Equal("release/instructions/notes", (string)waived.Evidence.Details!["path"]!);
        Assert.Contains("has a node 'release/instructions/dance'", await approver.PostJsonAsync($"{change}/waivers", new { path = "release/instructions/dance", reason = "r", until = "2026-12-31T00:00:00Z" })
            .ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    private static async Task<CommitSha> PushAsync(WebWorld world, GitRepositoryBuilder repository)
    {
        var commit = await repository.Write("steward.yaml", Policy).Write("docs/release.md", "- [ ] Write the notes {#notes}\n").CommitAsync("Begin");
        await repository.TagAsync("rel/1");
        var product = await world.Seed.ProductAsync(source: repository.Source);
        await world.Get<IChangeStore>().PutAsync(
            new ChangeRecord
            {
                Id = new ChangeId(product, commit), Ref = "refs/heads/main", Before = CommitSha.None, Actor = "github:ada", ReceivedAt = world.Clock.GetUtcNow(),
                State = ChangeState.Decided, Tree = Trees.Green(),
            },
            CancellationToken.None);
        await world.Seed.JudgedAsync(product, commit, Verdict.Pass);
        return commit;
    }

    private static Verdict At(VerdictNode tree, string path) => tree.Walk().Single(n => n.Path == $"{tree.Name}/{path}").Node.Verdict;
}
