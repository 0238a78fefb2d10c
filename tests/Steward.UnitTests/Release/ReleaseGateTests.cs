using System.Text.Json.Nodes;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Releases;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class ReleaseGateTests
{
    private static readonly DateTimeOffset Asked = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);
    private static readonly CommitSha Head = Sha(1);

    [Fact]
    public void A_release_whose_head_passed_and_whose_commits_were_all_processed_passes()
    {
        var tree = Judge(Facts(Judged(Head, Verdict.Pass), Judged(Sha(2), Verdict.Pass)));
        Assert.Equal(Verdict.Pass, tree.Verdict);
    }

    [Theory]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Missing)]
    [InlineData(Verdict.Error)]
    public void A_head_that_was_not_let_through_blocks(Verdict verdict) =>
        Assert.Equal(verdict, Judge(Facts(Judged(Head, verdict))).Verdict);

    [Fact]
    public void A_commit_that_no_change_has_brought_is_named_and_blocks()
    {
        var tree = Judge(Facts(Judged(Head, Verdict.Pass), new ReleasedCommit(Sha(7), null, null, false)));
        Assert.Equal(Verdict.Missing, tree.Verdict);
        Assert.Contains(Sha(7).Abbreviated, tree.Reason, StringComparison.Ordinal);
        Assert.All(tree.Walk(), n => Assert.Null(n.Node.AwaitUntil));
    }

    [Fact]
    public void An_earlier_red_commit_is_shown_and_does_not_block_for_ever()
    {
        var tree = Judge(Facts(Judged(Head, Verdict.Pass), Judged(Sha(2), Verdict.Fail)));
        Assert.Equal(Verdict.Pass, tree.Verdict);
        Assert.Contains(tree.Walk(), n => n.Node.Name == Sha(2).Abbreviated && n.Node.Reason.Contains("Fail", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_is_still_being_decided_is_waited_for_as_long_as_the_policy_says()
    {
        var tree = Judge(Facts(new ReleasedCommit(Head, Head, null, StillOpen: true)));
        var head = Node(tree, "head");
        Assert.Equal((Verdict.Missing, Asked.AddMinutes(30)), (head.Verdict, head.AwaitUntil));
    }

    [Fact]
    public void A_head_that_would_not_be_let_through_now_blocks_whatever_was_decided_then()
    {
        var ended = new Fixed(Stage.Testing, "results", new VerdictNode("results", Verdict.Fail, "the waiver has ended"));
        var tree = new ReleaseGate([ended], []).Judge(Facts(Judged(Head, Verdict.Waived)));
        Assert.Equal(Verdict.Fail, tree.Verdict);
        Assert.Equal("the waiver has ended", tree.Reason);
    }

    [Fact]
    public void What_releases_are_asked_for_holds_whatever_the_gate_for_changes_asks_for()
    {
        var facts = Facts(Judged(Head, Verdict.Pass), new ReleasedCommit(Sha(7), null, null, false));
        var asksForLittle = ReleasePolicies.Of("version: 1\ngate: {requires: [security]}\n");
        Assert.Equal(Verdict.Missing, Judge(facts with { Head = facts.Head with { Policy = asksForLittle } }).Verdict);
    }

    [Fact]
    public void A_preview_needs_no_tag_and_waits_for_nothing()
    {
        var tree = Judge(Facts(new ReleasedCommit(Head, Head, null, StillOpen: true)) with { IsPreview = true, TagNow = null });
        Assert.Equal((Verdict.NotNeeded, Verdict.Missing), (Node(tree, "tag").Verdict, Node(tree, "head").Verdict));
        Assert.All(tree.Walk(), n => Assert.Null(n.Node.AwaitUntil));
    }

    [Fact]
    public void A_head_whose_push_has_not_come_yet_is_waited_for() =>
        Assert.Equal(Asked.AddMinutes(30), Node(Judge(Facts()), "head").AwaitUntil);

    [Fact]
    public void A_tag_that_was_moved_meanwhile_fails()
    {
        var tree = Judge(Facts(Judged(Head, Verdict.Pass)) with { TagNow = Sha(9) });
        Assert.Equal(Verdict.Fail, tree.Verdict);
        Assert.Contains(Sha(9).Abbreviated, tree.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_commits_than_can_be_followed_is_an_error_never_a_pass() =>
        Assert.Equal(Verdict.Error, Judge(Facts(Judged(Head, Verdict.Pass)) with { Complete = false }).Verdict);

    [Fact]
    public void A_head_that_is_not_among_the_commits_is_missing() =>
        Assert.Equal(Verdict.Missing, Judge(Facts(Judged(Sha(2), Verdict.Pass))).Verdict);

    private static VerdictNode Judge(ReleaseFacts facts) => new ReleaseGate([], []).Judge(facts);

    private static VerdictNode Node(VerdictNode tree, string name) => tree.Walk().Single(n => n.Path == $"release v1/release/{name}").Node;

    private static ReleaseFacts Facts(params ReleasedCommit[] commits) => new()
    {
        Request = new ReleaseRequest(ProductId.Parse("acme/shop"), "v1", Head, "github:ada", Asked),
        TagNow = Head,
        Commits = commits,
        Policy = new ReleasePolicy("", TimeSpan.FromMinutes(30)),
        Head = new GateFacts { Product = ProductId.Parse("acme/shop"), Commit = Head, Policy = ReleasePolicies.Of("version: 1\n"), Now = Asked },
    };

    private static ReleasedCommit Judged(CommitSha sha, Verdict verdict) => new(sha, sha, new LedgerEntry(5, Decided(sha, verdict)), StillOpen: false);

    private static Evidence Decided(CommitSha sha, Verdict verdict) => new()
    {
        Id = Digest.Sha256($"{sha}{verdict}"),
        Time = Asked,
        Actor = "steward",
        Kind = "change.decided",
        Subject = Subject.Commit(sha),
        Outcome = EvidenceOutcome.Info,
        Details = new JsonObject { ["verdict"] = verdict.ToString() },
    };

    private sealed record Fixed(Stage Stage, string Name, VerdictNode Node) : ICriterion
    {
        public VerdictNode Judge(GateFacts facts) => Node;
    }

    private static CommitSha Sha(int number) => CommitSha.Parse(number.ToString("x40"));
}
