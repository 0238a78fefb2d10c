using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Deployments;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class DeploymentTextTests
{
    private static readonly DeploymentRequest _request = new(
        ProductId.Parse("acme/shop"), "7", "production", "v1", CommitSha.Parse(new string('a', 40)), "github:ada", DateTimeOffset.UnixEpoch, new DeploymentCallback("h", "/p", "production"));

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(3, 2_000)]
    [InlineData(500, 400)]
    [InlineData(500, 20)]
    public void A_comment_fits_names_the_first_reasons_and_always_says_where_to_look(int reasons, int length)
    {
        var leaves = Enumerable.Range(0, reasons).Select(i => new VerdictNode($"set-{i}", Verdict.Fail, new string('[', length)));
        var comment = DeploymentText.Judged(_request, Tree(leaves), DeploymentState.Rejected, "v1");
        Assert.InRange(comment.Length, 50, DeploymentText.MaxLength);
        Assert.EndsWith($"`steward gate explain acme/shop {_request.Commit}` shows the whole tree.", comment, StringComparison.Ordinal);
        if (reasons > 0) Assert.Contains("**testing/results/set-0**", comment, StringComparison.Ordinal);
        if (reasons > 8) Assert.Contains(" more.\n", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_found_out_and_what_failed_stand_before_what_is_missing()
    {
        VerdictNode[] leaves = [new("a", Verdict.Missing, "Missing."), new("b", Verdict.Waived, "Waived."), new("c", Verdict.Fail, "Failed."), new("d", Verdict.Error, "Error.")];
        var lines = DeploymentText.Judged(_request, Tree(leaves), DeploymentState.Rejected, "v1").Split('\n').Where(l => l.StartsWith("* ", StringComparison.Ordinal));
        Assert.Equal(["* **testing/results/d**: Error.", "* **testing/results/c**: Failed.", "* **testing/results/a**: Missing."], lines);
    }

    [Theory]
    [InlineData("@everyone <!-- x --> https://example.org")]
    public void Text_from_outside_becomes_no_markup(string reason)
    {
        var comment = DeploymentText.Broken(_request, reason);
        Assert.DoesNotContain("@everyone", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", comment, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", comment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_failure_is_cut_to_what_fits() =>
        Assert.InRange(DeploymentText.Broken(_request, new string('@', 5_000)).Length, 500, DeploymentText.MaxLength);

    private static VerdictNode Tree(IEnumerable<VerdictNode> leaves) =>
        VerdictNode.All("release v1", [VerdictNode.All("testing", [VerdictNode.All("results", leaves)])]);
}
