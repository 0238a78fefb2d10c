using Steward.Source;
using Xunit;

namespace Steward.UnitTests.Sources;

public sealed class PatchReaderTests
{
    [Theory]
    [InlineData("@@ -1,3 +1,3 @@\n a\n-b\n+B\n c", "2,1-2,1")]
    [InlineData("@@ -0,0 +1,2 @@\n+a\n+b", "0,0-1,2")]
    [InlineData("@@ -1,2 +0,0 @@\n-a\n-b", "1,2-0,0")]
    [InlineData("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a", "1,1-1,1")]
    [InlineData("@@ -5,6 +5,7 @@ class X\n a\n+new\n b\n c\n-old\n d\n e\n+more", "5,0-6,1 8,1-8,0 10,0-11,1")]
    [InlineData("@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -10,2 +11,1 @@\n x\n-y", "1,0-2,1 11,1-11,0")]
    [InlineData("@@ -1,3 +1,3 @@\n a\n--- b\n+++ b\n c", "2,1-2,1")]
    [InlineData("@@ -1,3 +1,3 @@\n\n-b\n+B\n\n", "2,1-2,1")]
    public void Context_is_left_out_of_the_hunks(string patch, string expected) =>
        Assert.Equal(expected, string.Join(' ', PatchReader.Read(patch).Hunks.Select(h => $"{h.OldStart},{h.OldCount}-{h.NewStart},{h.NewCount}")));

    [Fact]
    public void Lines_are_counted_so_that_a_cut_patch_shows()
    {
        var lines = PatchReader.Read("@@ -1,3 +1,4 @@\n a\n-b\n+B\n+C\n c");

        Assert.Equal((2, 1), (lines.Added, lines.Removed));
    }

    [Theory]
    [InlineData("@@ -1 +2,3 @@ text", 1, 1, 2, 3)]
    [InlineData("@@ -1,0 +2 @@", 1, 0, 2, 1)]
    public void Heads_without_counts_mean_one_line(string head, int oldStart, int oldCount, int newStart, int newCount) =>
        Assert.Equal(new Hunk(oldStart, oldCount, newStart, newCount), PatchReader.ReadHead(head));

    [Theory]
    [InlineData("@@ -a +b @@")]
    [InlineData("@@ -1 @@")]
    [InlineData("@@@ -1 -1 +1 @@@")]
    [InlineData("")]
    public void What_is_no_head_is_none(string line) => Assert.Null(PatchReader.ReadHead(line));
}
