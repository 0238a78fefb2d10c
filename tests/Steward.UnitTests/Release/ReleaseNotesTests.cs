using Steward.Gates;
using Steward.Kernel;
using Steward.Stages.Release.Releases.Publishing;
using Xunit;

namespace Steward.UnitTests.Release;

public sealed class ReleaseNotesTests
{
    private const string Section = ReleaseNotes.Begin + "\nnew\n" + ReleaseNotes.End;

    [Theory]
    [InlineData(null, Section)]
    [InlineData("", Section)]
    [InlineData("ours\r\n", "ours\r\n\n\n" + Section)]
    [InlineData("a<!-- steward -->old<!-- /steward -->b", "a" + Section + "b")]
    [InlineData("<!-- steward -->open\nours<!-- steward -->old<!-- /steward -->", "<!-- steward -->open\nours" + Section)]
    [InlineData("<!-- /steward -->ours", "<!-- /steward -->ours\n\n" + Section)]
    [InlineData("<!-- /steward --><!-- steward -->ours", "<!-- /steward --><!-- steward -->ours\n\n" + Section)]
    public void Only_what_stands_between_the_markers_is_changed(string? before, string after)
    {
        var merged = ReleaseNotes.Merge(before, "new\n");
        Assert.Equal(after, merged);
        Assert.Equal(merged, ReleaseNotes.Merge(merged, "new\n"));
    }

    [Fact]
    public void The_section_tells_the_counts_the_approvals_the_waivers_and_where_the_passport_is()
    {
        VerdictNode[] release = [
            new("code", Verdict.Pass, "5 of 5 files and 2 of 2 hunks were processed since 0123456789."), new("approvals", Verdict.Pass, "Approved by github:bob."),
            new("instructions", Verdict.Waived, "Waived by token:ada until 2027-01-01 00:00 UTC: <!-- /steward --> later"),
        ];
        var text = ReleaseNotes.Section(ProductId.Parse("acme/shop"), "v1", CommitSha.Parse(new string('a', 40)), VerdictNode.All("release v1", [VerdictNode.All("release", release)]));
        Assert.StartsWith("### Steward: Waived\n\nv1 (aaaaaaaaaa) passed its gate.\n* Code: Pass. 5 of 5 files and 2 of 2 hunks", text, StringComparison.Ordinal);
        Assert.Contains("* Approvals: Pass. Approved by github:bob.\n", text, StringComparison.Ordinal);
        Assert.Contains("* Waived: release/instructions. Waived by token:ada", text, StringComparison.Ordinal);
        Assert.Contains("`steward passport get acme/shop v1`", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ReleaseNotes.End, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_with_many_waivers_is_bounded()
    {
        var waived = Enumerable.Range(0, 500).Select(i => new VerdictNode($"set-{i}", Verdict.Waived, new string('[', 1_000)));
        var tree = VerdictNode.All("release v1", [VerdictNode.All("testing", waived)]);
        Assert.InRange(ReleaseNotes.Section(ProductId.Parse("acme/shop"), "v1", CommitSha.None, tree).Length, 1_000, ReleaseNotes.MaxSection);
    }
}
