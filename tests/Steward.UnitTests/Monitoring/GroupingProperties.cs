using FsCheck;
using FsCheck.Fluent;
using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Records;
using Steward.TestKit;
using Xunit;

namespace Steward.UnitTests.Monitoring;

/// <summary>Whatever is logged: every line that is not blank is in exactly one error, and grouping answers in time.</summary>
public sealed class GroupingProperties
{
    private static readonly string[] Pieces =
    [
        "error", "ERROR", " ", "  ", "\t", "\n", "\r\n", "at Foo.Bar()", "   at ", "Traceback (most recent call last):", "  File \"a.py\", line 1, in f", "ValueError: x", "Caused by: ",
        "{\"message\":\"m\"}", "{", "}", "\"", "'", "a='b c'", "10.0.0.1:80", "2026-11-23 10:00:00", "Nov 1 10:00:00", "[", "]", "<", ">", "<*>", "|", "=", "a=", "/", "\\", "-", "0x1f", "\0", "\uFFFF", "é",
        "During handling of the above exception, another exception occurred:", "a@b.c", "://", "...", "--- End of ", "x.y.Z: ", "…",
    ];

    [Fact]
    public void Every_line_that_is_not_blank_is_in_one_error()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(Texts()), text =>
        {
            var lines = 0;
            var records = RecordReader.Read(new StringReader(text), _ => lines++).ToList();
            var grouper = new ErrorGrouper();
            var covered = new int[lines + 1];
            foreach (var record in records)
            {
                Assert.Equal(16, grouper.Add(record).Length);
                for (var line = record.FirstLine; line <= record.LastLine; line++) covered[line]++;
            }

            Assert.Equal(records.Count, grouper.Groups.Sum(g => g.Count));
            Assert.All(covered.Skip(1), (count, i) => Assert.InRange(count, 0, 1));
        }));
    }

    [Fact]
    public void The_same_text_gives_the_same_groups() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(Texts()), text => Ids(text).SequenceEqual(Ids(text))));

    [Theory]
    [InlineData("a ")]
    [InlineData("1.")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("=")]
    [InlineData("x='")]
    [InlineData("[")]
    [InlineData("Jan ")]
    [InlineData("a.B")]
    [InlineData("   at ")]
    public void Long_lines_cost_time_in_proportion(string piece)
    {
        var line = string.Concat(Enumerable.Repeat(piece, 2_000_000 / piece.Length));
        Busy.AtMost(10, () => Errors.GroupsOf(line + "\n" + line));
    }

    private static IEnumerable<string> Ids(string text)
    {
        var grouper = new ErrorGrouper();
        return [.. Errors.Records(text).Select(grouper.Add)];
    }

    private static Gen<string> Texts() =>
        from count in Gen.Choose(0, 40)
        from pieces in Gen.Elements(Pieces).ListOf(count)
        select string.Concat(pieces);
}
