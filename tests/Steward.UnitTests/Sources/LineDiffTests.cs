using System.Text;
using Steward.Source;
using Xunit;

namespace Steward.UnitTests.Sources;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a\n", "a\n", "")]
    [InlineData("", "a\nb\n", "0,0-1,2")]
    [InlineData("a\nb\n", "", "1,2-0,0")]
    [InlineData("a\nb\nc\n", "a\nB\nc\n", "2,1-2,1")]
    [InlineData("a\nc\n", "a\nb\nc\n", "1,0-2,1")]
    [InlineData("a\nb\nc\n", "a\nc\n", "2,1-1,0")]
    [InlineData("a\nb\nc\nd\n", "x\nb\nc\ny\n", "1,1-1,1 4,1-4,1")]
    [InlineData("a\n", "a", "1,1-1,1")]
    public void Hunks_are_those_of_git_without_context(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(' ', LineDiff.Compare(Bytes(before), Bytes(after)).Select(Show)));

    [Fact]
    public void Whatever_the_texts_are_the_lines_outside_the_hunks_are_equal()
    {
        // Deterministic and many: texts of few different lines, which is where differences are hard to tell.
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var before = Lines(random);
            var after = Lines(random);
            Assert.Equal(after, Apply(before, after, LineDiff.Compare(before, after)));
        }
    }

    [Fact]
    public void Texts_with_too_many_edits_are_one_hunk_that_covers_them()
    {
        var before = Enumerable.Range(0, 3000).Select(i => $"old {i}").Prepend("head").Append("tail").ToList();
        var after = Enumerable.Range(0, 3000).Select(i => $"new {i}").Prepend("head").Append("tail").ToList();

        Assert.Equal([new Hunk(2, 3000, 2, 3000)], LineDiff.Compare(before, after));
    }

    private static List<string> Apply(List<string> before, List<string> after, IReadOnlyList<Hunk> hunks)
    {
        var result = new List<string>();
        var old = 1;
        foreach (var hunk in hunks)
        {
            var start = hunk.OldCount == 0 ? hunk.OldStart + 1 : hunk.OldStart;
            for (; old < start; old++) result.Add(before[old - 1]);
            var now = hunk.NewCount == 0 ? hunk.NewStart + 1 : hunk.NewStart;
            Assert.Equal(result.Count + 1, now);
            result.AddRange(after.GetRange(now - 1, hunk.NewCount));
            old += hunk.OldCount;
        }

        result.AddRange(before.Skip(old - 1));
        return result;
    }

    private static List<string> Lines(Random random) => [.. Enumerable.Range(0, random.Next(12)).Select(_ => $"{random.Next(4)}")];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Show(Hunk h) => $"{h.OldStart},{h.OldCount}-{h.NewStart},{h.NewCount}";
}
