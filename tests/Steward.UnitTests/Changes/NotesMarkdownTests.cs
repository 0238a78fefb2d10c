using System.Text;
using Steward.Changes;
using Steward.Gates.Notes;
using Steward.Kernel;
using Xunit;

namespace Steward.UnitTests.Changes;

public sealed class NotesMarkdownTests
{
    private static readonly ChangeId Change = new(ProductId.Parse("acme/shop"), CommitSha.Parse(new string('a', 40)));

    [Fact]
    public void Failing_tests_are_folded_away_with_what_they_say()
    {
        var notes = new VerdictNotes([], [new NoteGroup("unit: 3 tests failed", [new NoteItem("Cart.total", "expected 1\nfound 2"), new NoteItem("Cart.empty", null)], 1)]);
        var expected = """
            <details><summary>unit: 3 tests failed</summary>

            * **Cart.total**

              <pre>expected 1
              found 2</pre>

            * **Cart.empty**


            And 1 more.

            </details>


            """;

        Assert.Equal(expected.ReplaceLineEndings("\n"), NotesMarkdown.Text(Change, notes));
    }

    [Fact]
    public void Nothing_to_add_is_no_text() => Assert.Null(NotesMarkdown.Text(Change, VerdictNotes.None));

    [Fact]
    public void What_tests_say_cannot_become_markup()
    {
        var notes = new VerdictNotes([], [new NoteGroup("<b>@team", [new NoteItem("a|`b`\n# <img> @team", "</pre>\n\n# h @team <script>")], 0)]);
        var text = NotesMarkdown.Text(Change, notes)!;

        Assert.Contains("<summary>&lt;b&gt;&#64;&#8203;team</summary>", text);
        Assert.Contains("""* **a\|\`b\` \#&#8203; &#60;img&#62; &#64;&#8203;team**""", text);
        Assert.Contains("<pre>&lt;/pre&gt;\n  \n  # h @team &lt;script&gt;</pre>", text);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("日")]
    [InlineData("🙂")]
    public void The_limit_is_one_of_bytes_and_no_group_is_left_open(string letter)
    {
        for (var length = 300; length < 310; length++)
        {
            var items = Enumerable.Range(0, 300).Select(i => new NoteItem($"test {i}", string.Concat(Enumerable.Repeat(letter, length)))).ToList();
            var text = NotesMarkdown.Text(Change, new VerdictNotes([], [new NoteGroup("unit", items, 10)]))!;

            Assert.InRange(Encoding.UTF8.GetByteCount(text), 60_000, VerdictMarkdown.MaxBytes);
            var shown = text.Split("* **test ").Length - 1;
            Assert.EndsWith($"</details>\n\n\n{310 - shown} more do not fit here; `steward results show acme/shop {Change.Commit}` shows all of them.\n", text);
        }
    }
}
