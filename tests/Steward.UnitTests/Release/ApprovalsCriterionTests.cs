using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Approvals;
using Steward.Stages.Release.Releases;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class ApprovalsCriterionTests
{
    private static readonly CommitSha Older = CommitSha.Parse(new string('b', 40));

    [Fact]
    public void Without_its_section_nothing_is_asked_and_the_sentence_says_how_to_ask() => Assert.Equal(
        (Verdict.NotNeeded, "The policy asks for no approvals of releases; 'release.approvals: {count: 1}' would."), Of(Judge(new ReleaseStory("patience: 1m"))));

    [Fact]
    public void Whose_release_it_is_must_be_known_before_anybody_counts() =>
        Assert.Equal(Verdict.Error, Judge(new ReleaseStory("approvals: {}").Approves("github:bob")).Verdict);

    [Fact]
    public void Too_few_are_missing_with_the_command_to_use()
    {
        var node = Judge(new ReleaseStory("approvals: {count: 2}").Authors("ada").Approves("github:bob"));
        Assert.Equal(
            (Verdict.Missing, "1 of 2 approvals of aaaaaaaaaa (bob). Somebody who pushed no change of this release and has the level approve can give one: 'steward approve acme/shop aaaaaaaaaa'."), Of(node));
        Assert.Equal((Verdict.Pass, "github:bob approved at 2026-11-22 12:00 UTC; it holds until 2026-11-29 12:00 UTC."), Of(Assert.Single(node.Children)));
    }

    [Fact]
    public void Enough_different_people_pass() => Assert.Equal(
        (Verdict.Pass, "Approved by bob, cem; 2 are asked for."),
        Of(Judge(new ReleaseStory("approvals: {count: 2}").Authors("ada").Approves("github:bob").Approves("token:cem"))));

    [Fact]
    public void One_person_counts_once_through_whatever_door()
    {
        var node = Judge(new ReleaseStory("approvals: {count: 2}").Authors("ada").Approves("github:Bob").Approves("token:bob").Approves("token:bob", daysAgo: 0));
        Assert.Equal((Verdict.Missing, 1), (node.Verdict, node.Children.Length));
    }

    [Theory]
    [InlineData("github:Ada", "approve", 1, "ada pushed aaaaaaaaaa, which is part of this release")]
    [InlineData("token:ada", "approve", 1, "ada pushed aaaaaaaaaa, which is part of this release")]
    [InlineData("github:bob", "upload", 1, "the level was upload then, and approve is asked for")]
    [InlineData("github:bob", "3", 1, "it says nothing of the level, because it is from before that was kept: approve again")]
    [InlineData("github:bob", null, 1, "it says nothing of the level, because it is from before that was kept: approve again")]
    [InlineData("github:bob", "approve", 7, "it ended at 2026-11-23 12:00 UTC")]
    public void What_does_not_count_says_why(string who, string? level, double daysAgo, string why)
    {
        var node = Judge(new ReleaseStory("approvals: {}").Authors("ada").Approves(who, level, daysAgo));
        Assert.Equal(Verdict.Missing, node.Verdict);
        Assert.Equal(Verdict.NotNeeded, node.Children[0].Verdict);
        Assert.EndsWith($"; it does not count: {why}.", node.Children[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_level_is_that_of_the_moment_and_a_higher_one_is_enough()
    {
        Assert.Equal(Verdict.Missing, Judge(new ReleaseStory("approvals: {level: administer}").Authors("").Approves("github:bob")).Verdict);
        Assert.Equal(Verdict.Pass, Judge(new ReleaseStory("approvals: {level: administer}").Authors("").Approves("github:bob").Approves("token:bob", "administer")).Verdict);
        Assert.Equal(Verdict.Pass, Judge(new ReleaseStory("approvals: {}").Authors("").Approves("github:bob", "administer")).Verdict);
    }

    [Fact]
    public void What_was_taken_back_does_not_count_until_it_is_given_again()
    {
        var withdrawn = new ReleaseStory("approvals: {}").Authors("ada").Approves("github:bob").Withdraws("token:Bob");
        Assert.Equal((Verdict.NotNeeded, "token:Bob took the approval back at 2026-11-23 00:00 UTC."), Of(Judge(withdrawn).Children[0]));
        Assert.Equal(Verdict.Missing, Judge(withdrawn).Verdict);
        Assert.Equal(Verdict.Pass, Judge(withdrawn.Approves("github:bob", daysAgo: 0)).Verdict);
        Assert.Equal(Verdict.Pass, Judge(new ReleaseStory("approvals: {}").Authors("ada").Approves("github:bob").Withdraws("github:cem")).Verdict);
    }

    [Fact]
    public void An_author_may_where_the_policy_says_so() =>
        Assert.Equal(Verdict.Pass, Judge(new ReleaseStory("approvals: {author: true}").Authors("ada").Approves("github:ada")).Verdict);

    [Fact]
    public void An_expiry_of_its_own_is_kept() =>
        Assert.Equal(Verdict.Pass, Judge(new ReleaseStory("approvals: {expire: 30d}").Authors("ada").Approves("github:bob", daysAgo: 29)).Verdict);

    [Fact]
    public void Approvals_of_older_commits_are_named_and_do_not_count() => Assert.Contains(
        " Approvals of older commits do not count for a new one: github:bob of bbbbbbbbbb. ",
        Judge(new ReleaseStory("approvals: {}").Authors("ada", ("github:bob", Older))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Authors_are_all_who_pushed_a_commit_of_the_release_once_by_name()
    {
        var authors = ReleaseAuthors.Of(
            [
                new ReleasedCommit(ReleaseStory.Head, ReleaseStory.Head, null, false) { Pushers = ["github:ada", "token:Bob"], Approvers = ["github:cem"] },
                new ReleasedCommit(Older, ReleaseStory.Head, null, false) { Pushers = ["github:bob"], Approvers = ["github:dan"] },
            ],
            ReleaseStory.Head);
        Assert.Equal(["ada", "Bob"], authors.Authors.Select(a => a.Name));
        Assert.Equal([new EarlierApproval("github:dan", Older)], authors.Earlier);
        Assert.NotNull(authors.Find("token:BOB"));
        Assert.Null(authors.Find("github:cem"));
    }

    private static VerdictNode Judge(ReleaseStory story) => new ApprovalsCriterion().Judge(story.Facts);

    private static (Verdict Verdict, string Reason) Of(VerdictNode node) => (node.Verdict, node.Reason);
}
