using FsCheck;
using FsCheck.Fluent;
using Steward.Access;
using Steward.Stages.Release.Instructions;
using Steward.Stages.Release.Instructions.Reading;
using Xunit;

namespace Steward.UnitTests.Release.Instructions;

public sealed class MarkdownInstructionsTests
{
    [Fact]
    public void Items_of_every_kind_of_list_are_read_with_what_stands_in_braces()
    {
        var list = Read("""
            # Release

            Some words, and a [link](x).

            - [ ] Tell support, loudly!
            * [ ] Rotate the keys {#keys level=administer after=tell-support-loudly}
            + [ ] Scan  it
              over two lines {evidence=antivirus.completed after=keys,tell-support-loudly}

            1. [ ] First
               1) [ ] Nested

               2) [ ] After an empty line
            2. Not a task
               - [ ] Below no task
            """);
        Assert.Empty(list.Problems);
        Assert.Equal(
            ["tell-support-loudly 5 ", "keys 6 ", "scan-it-over-two-lines 7 ", "first 10 ", "nested 11 first", "after-an-empty-line 13 first", "below-no-task 15 "],
            list.Items.Select(i => $"{i.Id} {i.Line} {i.Parent}"));
        Assert.Equal(("Rotate the keys", AccessLevel.Administer), (list.Items[1].Text, list.Items[1].Level));
        Assert.Equal(("Scan it over two lines", "antivirus.completed"), (list.Items[2].Text, list.Items[2].Evidence));
        Assert.Equal(["keys", "tell-support-loudly"], list.Items[2].After);
    }

    [Fact]
    public void What_stands_in_code_and_comments_is_no_item()
    {
        var list = Read("""
            ```
            - [ ] code
            ```
            ~~~~ text
            - [x] code
            ~~~
            ~~~~
            <!-- - [ ] comment
            - [ ] comment -->
            <!-- one line -->
                - [ ] indented code
            - [ ] Real
            """);
        Assert.Equal(["real"], list.Items.Select(i => i.Id));
        Assert.Empty(list.Problems);
    }

    [Theory]
    [InlineData("- [x] Done", "1:4: It is ticked in the file")]
    [InlineData("text\n\n  * [X] Done", "3:6: It is ticked in the file")]
    [InlineData("- [ ] A {#a}\n- [ ] B {#a}", "2:10: Another item has the id 'a', in line 1")]
    [InlineData("- [ ] Same\n- [ ] Same", "2:1: Another item has the id 'same', in line 1")]
    [InlineData("- [ ] A {#a after=b}", "1:13: It follows 'b', and there is no such item.")]
    [InlineData("- [ ] A {#a after=a}", "1:13: 'a' follows itself")]
    [InlineData("- [ ] A {#a after=b}\n- [ ] B {#b after=c}\n- [ ] C {#c after=a}", "3:13: 'c' follows itself")]
    [InlineData("- [ ] A {#a}\n  - [ ] B {#b after=a}", "2:15: 'b' follows itself")]
    [InlineData("- [ ] A {#a colour=red}", "1:13: 'colour=red' is not known here")]
    [InlineData("- [ ] A {#a level=read}", "1:13: 'level=read' is not known here")]
    [InlineData("- [ ] A {#Bad_Id}", "1:10: '#Bad_Id' is not known here")]
    [InlineData("- [ ] A {#a #b}", "1:13: '#b' is not known here")]
    [InlineData("- [ ] A {#a evidence=antivirus}", "1:13: 'evidence=antivirus' is not known here")]
    [InlineData("- [ ] A {#a\n  level=approve}", "2:16: What stands in braces stands on one line")]
    [InlineData("- [ ] 你好", "1:1: No id can be made of its text")]
    [InlineData("- [ ] {#a}", "1:1: It has no text.")]
    [InlineData("- [] A", "1:1: It looks like an item of a task list and is none")]
    [InlineData("-[ ] A", "1:1: It looks like an item of a task list and is none")]
    [InlineData("- [ ]A", "1:1: It looks like an item of a task list and is none")]
    [InlineData("- [ ] A\n\n> - [ ] Quoted", "3:1: It stands in a quotation")]
    [InlineData("- [ ] A\n\n```\n- [ ] B", "3:1: What begins here, code or a comment, never ends")]
    [InlineData("- [ ] A\n\n<!--\n- [ ] B", "3:1: What begins here, code or a comment, never ends")]
    [InlineData("- [\u00A0] A", "1:1: It looks like an item of a task list and is none")]
    [InlineData("- [ ]", "1:1: It looks like an item of a task list and is none")]
    public void What_is_wrong_is_named_with_line_and_column(string text, string expected)
    {
        var problem = Assert.Single(Read(text).Problems);
        Assert.StartsWith(expected, $"{problem.Line}:{problem.Column}: {problem.Message}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF- [ ] A\r\n- [ ] B\r\n")]
    [InlineData("- [ ] A\r- [ ] B\r")]
    public void Marks_and_line_ends_of_every_kind_hide_no_item(string text) => Assert.Equal(["a", "b"], Read(text).Items.Select(i => i.Id));

    [Theory]
    [InlineData("- [x](https://example.org) a link")]
    [InlineData("- [x][ref] a reference")]
    [InlineData("* * *")]
    [InlineData("-  just words")]
    public void What_only_looks_a_little_like_an_item_is_left_alone(string text)
    {
        Assert.Empty(Read(text).Problems);
        Assert.Empty(Read(text).Items);
    }

    [Fact]
    public void Too_many_and_too_deep_are_problems()
    {
        var many = Read(string.Concat(Enumerable.Range(1, 501).Select(i => $"- [ ] Item {i}\n")));
        Assert.Equal((500, "There are 501 items; at most 500 are followed."), (many.Items.Count, Assert.Single(many.Problems).Message));
        Assert.Single(Read(string.Concat(Enumerable.Range(0, 9).Select(i => $"{new string(' ', i * 2)}- [ ] Depth {i}\n"))).Problems);
    }

    [Fact]
    public void Whatever_stands_in_a_file_is_read_without_an_exception_and_bounded()
    {
        var piece = Gen.Elements("- [ ] ", "- [x] ", "1. [ ] ", "  ", "    ", "\t", "\n", "\n\n", "{#a}", "{#b after=a}", "{after=b,a", "}", "{", "```", "~~~", "<!--", "-->", "#", ">", "text", "* * *", "[", "]", "é", "\r\n", "\0", "- ", "-");
        Prop.ForAll(piece.ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(), text => IsSound(Read(text))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Prop.ForAll<string>(text => IsSound(Read(text ?? ""))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Changing_the_text_of_an_item_changes_its_digest_and_nothing_else_does()
    {
        var one = Read("- [ ] Tell support {#tell}\n").Items[0];
        Assert.Equal(one.Digest, Read("\n\n* [ ] Tell   support {#other level=administer}\n").Items[0].Digest);
        Assert.NotEqual(one.Digest, Read("- [ ] Tell supporters {#tell}\n").Items[0].Digest);
    }

    // Every parent is an item before it, and lines and columns are in the file.
    private static bool IsSound(InstructionList list) =>
        list.Items.Count <= MarkdownInstructions.MaxItems && list.Problems.Count <= 100
        && list.Problems.All(p => p is { Line: > 0, Column: > 0, Message.Length: > 0 })
        && (list.Problems.Count > 0 || list.Items.Select((item, at) => item.Id.Length > 0 && (item.Parent is null || list.Items.Take(at).Any(i => i.Id == item.Parent))).All(ok => ok));

    private static InstructionList Read(string text) => MarkdownInstructions.Read("docs/release.md", text);
}
