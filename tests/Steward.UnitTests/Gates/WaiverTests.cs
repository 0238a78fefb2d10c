using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Xunit;
using static Steward.UnitTests.Gates.GateWorld;

namespace Steward.UnitTests.Gates;

public sealed class WaiverTests
{
    private static readonly ICriterion _results = Says(Stage.Testing, "results", _ => VerdictNode.All(
        "results", [Node("unit", Verdict.Pass), Node("web", Verdict.Fail), new VerdictNode("load", Verdict.Missing, "load did not report.") { AwaitUntil = Now.AddHours(1) }]));

    [Theory]
    [InlineData("testing/results/web", Verdict.Waived, Verdict.Missing, Verdict.Missing)]
    [InlineData("change/testing/results/web", Verdict.Waived, Verdict.Missing, Verdict.Missing)]
    [InlineData("testing/results", Verdict.Waived, Verdict.Waived, Verdict.Waived)]
    [InlineData("testing", Verdict.Waived, Verdict.Waived, Verdict.Waived)]
    [InlineData("testing/results/we", Verdict.Fail, Verdict.Missing, Verdict.Fail)]
    [InlineData("testing/Results", Verdict.Fail, Verdict.Missing, Verdict.Fail)]
    [InlineData("results/web", Verdict.Fail, Verdict.Missing, Verdict.Fail)]
    [InlineData("change", Verdict.Fail, Verdict.Missing, Verdict.Fail)]
    [InlineData("", Verdict.Fail, Verdict.Missing, Verdict.Fail)]
    public void A_waiver_covers_its_path_and_all_below_it(string path, Verdict web, Verdict load, Verdict all)
    {
        var tree = Gate.Judge([_results], Facts(evidence: Waiver(path)));

        Assert.Equal(
            (web, load, all, Verdict.Pass),
            (tree.At("change/testing/results/web").Verdict, tree.At("change/testing/results/load").Verdict, tree.Verdict, tree.At("change/testing/results/unit").Verdict));
    }

    [Fact]
    public void A_waived_node_says_by_whom_until_when_why_and_what_it_was()
    {
        var node = Gate.Judge([_results], Facts(evidence: Waiver("testing/results/load"))).At("change/testing/results/load");

        Assert.Equal("Waived by ann until 2026-12-01 00:00 UTC: supplier is late (it was Missing: load did not report.)", node.Reason);
        Assert.Null(node.AwaitUntil);
    }

    [Fact]
    public void A_waived_node_keeps_what_it_was_made_of()
    {
        var strict = Says(Stage.Testing, "results", _ => Node("results", Verdict.Fail, Node("unit", Verdict.Pass), Node("web", Verdict.Error)) with { Verdict = Verdict.Fail });
        var own = Says(Stage.Security, "licences", _ => Node("licences", Verdict.Fail, Node("a", Verdict.Pass)));

        var tree = Gate.Judge([strict, own], Facts(evidence: [Waiver("testing"), Waiver("security/licences")]));

        Assert.Equal(Verdict.Error, tree.At("change/testing/results").Verdict);
        Assert.Equal((Verdict.Waived, 1), (tree.At("change/security/licences").Verdict, tree.At("change/security/licences").Children.Length));
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00Z", "expired on 2026-11-23 12:00 UTC")]
    [InlineData("2026-11-23T13:00:00+02:00", "expired on 2026-11-23 11:00 UTC")]
    [InlineData("2026-11-23", "expired on 2026-11-23 00:00 UTC")]
    [InlineData("some day", "has no readable end")]
    [InlineData(null, "has no readable end")]
    public void A_waiver_that_is_over_or_without_end_does_not_count_and_is_named(string? until, string why)
    {
        var node = Gate.Judge([_results], Facts(evidence: Waiver("testing/results/web", until))).At("change/testing/results/web");

        Assert.Equal(Verdict.Fail, node.Verdict);
        Assert.Equal($"web is Fail. (the waiver by ann {why})", node.Reason);
    }

    [Fact]
    public void The_waiver_that_lasts_longest_counts()
    {
        var node = Gate.Judge([_results], Facts(evidence: [Waiver("testing", "2026-11-01"), Waiver("testing", "2027-01-01", "bob"), Waiver("testing", "2026-12-01")])).At("change/testing/results/web");

        Assert.Contains("Waived by bob", node.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_cannot_be_waived_and_its_reason_says_so()
    {
        var node = Gate.Judge([Says(Stage.Testing, "results", Verdict.Error)], Facts(evidence: Waiver("testing/results"))).At("change/testing/results");

        Assert.Equal((Verdict.Error, "results is Error. (the waiver by ann does not cover an Error)"), (node.Verdict, node.Reason));
    }

    [Fact]
    public void A_waiver_for_the_product_counts_for_each_commit_and_one_for_another_commit_does_not()
    {
        var other = Subject.Commit(Kernel.CommitSha.Parse(new string('b', 40)));

        Assert.Equal(Verdict.Waived, Gate.Judge([_results], Facts(evidence: Waiver("testing", subject: Subject.Product(Product)))).Verdict);
        Assert.Equal(Verdict.Fail, Gate.Judge([_results], Facts(evidence: Waiver("testing", subject: other))).Verdict);
    }

    [Fact]
    public void A_missing_policy_can_be_waived_and_an_invalid_one_cannot()
    {
        Assert.Equal(Verdict.Waived, Gate.Judge([], Facts(null, Waiver("policy"))).Verdict);
        Assert.Equal(Verdict.Error, Gate.Judge([], Facts("version: 2", Waiver("policy"))).Verdict);
    }

    [Fact]
    public void A_waiver_elsewhere_does_not_bring_back_what_the_policy_does_not_require()
    {
        var facts = Facts("version: 1\ngate: {requires: [security]}", Waiver("security/licences"));

        Assert.Equal(Verdict.Waived, Gate.Judge([_results, Says(Stage.Security, "licences", Verdict.Fail)], facts).Verdict);
    }
}
