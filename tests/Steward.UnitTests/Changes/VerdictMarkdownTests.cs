using System.Text;
using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Changes;

public sealed class VerdictMarkdownTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_summary_is_a_table_of_stages_and_a_list_of_reasons()
    {
        var tree = VerdictNode.All("change",
        [
            VerdictNode.All("development", [new("environment", Verdict.NotNeeded, "The policy declares no environment.")]),
            VerdictNode.All("testing", [VerdictNode.All("results",
            [
                new("unit", Verdict.Pass, "All 3 in order."),
                new("browser", Verdict.Missing, "No results have come.") { AwaitUntil = Noon.AddHours(1) },
            ])]),
            VerdictNode.All("security", [new("licences", Verdict.Waived, "left-pad (GPL-3.0) is waived by ada until 2026-02-01.")]),
        ]);
        var expected = """
            **Missing.** No results have come. Nothing of this has failed, but what is not there is never taken for passed: a release of this commit would be refused.

            | | stage | verdict | reason |
            |---|---|---|---|
            | ➖ | development | Not needed | The policy declares no environment. |
            | ⏳ | testing | Missing | No results have come. |
            | 🟡 | security | Waived | left-pad (GPL-3.0) is waived by ada until 2026-02-01. |

            ### What is missing

            * ⏳ **testing/results/browser**: No results have come. (awaited until 2026-01-02 13:00 UTC)

            ### What is waived

            * 🟡 **security/licences**: left-pad (GPL-3.0) is waived by ada until 2026-02-01.

            ### What to do next

            1. **testing/results/browser**: Nothing to do if it comes by itself: it is awaited until 2026-01-02 13:00:00 UTC, and the verdict follows by itself.

            """;

        Assert.Equal(expected.ReplaceLineEndings("\n"), VerdictMarkdown.Summary(Change(tree)));
        Assert.Equal("Missing: No results have come.", VerdictMarkdown.Title(Change(tree)));
    }

    [Fact]
    public void What_comes_from_outside_cannot_become_markup()
    {
        var tree = VerdictNode.All("change", [new("security", Verdict.Fail, "a|b <img src=x> @team [x](y) `c` *d* \n| new | row | #12 https://evil.example www.evil.example a\u202eb")]);
        var summary = VerdictMarkdown.Summary(Change(tree));

        Assert.Contains("""a\|b &#60;img src=x&#62; &#64;&#8203;team \[x\](y) \`c\` \*d\*  \| new \| row \|""", summary);
        Assert.Contains("""\#&#8203;12 https&#58;//evil.example www&#46;evil.example a b""", summary);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void The_summary_never_exceeds_githubs_limit_and_says_what_is_left_out(int count)
    {
        var leaves = Enumerable.Range(0, count).Select(i => new VerdictNode($"日本-{i}", Verdict.Fail, new string('é', i % 600)));
        var summary = VerdictMarkdown.Summary(Change(VerdictNode.All("change", [VerdictNode.All("security", leaves)])));

        Assert.InRange(Encoding.UTF8.GetByteCount(summary), 1, VerdictMarkdown.MaxBytes);
        Assert.Equal(count == 100_000, summary.Contains("of reasons do not fit here; `steward gate explain acme/shop aaaa"));
        Assert.Contains("### What to do next", summary);
        Assert.DoesNotContain("\ufffd", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(summary)));
    }

    [Fact]
    public void Before_the_first_decision_the_stages_are_running()
    {
        Assert.Equal("The stages are running", VerdictMarkdown.Title(Change(null) with { State = ChangeState.Running }));
        Assert.Equal("The stages are running; nothing is decided yet.\n", VerdictMarkdown.Summary(Change(null)));
    }

    [Fact]
    public void A_title_fits_however_long_the_reason()
    {
        var tree = VerdictNode.All("change", [new("security", Verdict.Fail, new string('x', 5000))]);

        Assert.InRange(VerdictMarkdown.Title(Change(tree)).Length, 1, 255);
    }

    private static ChangeRecord Change(VerdictNode? tree) => new()
    {
        Id = new ChangeId(ProductId.Parse("acme/shop"), CommitSha.Parse(new string('a', 40))),
        Ref = "refs/heads/main",
        Before = CommitSha.None,
        Actor = "github:ada",
        ReceivedAt = Noon,
        State = ChangeState.Decided,
        Tree = tree,
    };
}
