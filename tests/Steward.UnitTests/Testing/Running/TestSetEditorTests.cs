using Steward.Kernel;
using Steward.Stages.Testing.Running.Editing;
using Xunit;

namespace Steward.UnitTests.Testing.Running;

public sealed class TestSetEditorTests
{
    private static readonly NewTestSet Smoke = new("smoke", "run: it # all", "out/*.xml") { Minimum = 3 };
    private static readonly string[] SmokeLines = ["smoke:", "  command: 'run: it # all'", "  results: 'out/*.xml'", "  minimum: 3"];
    private readonly TestSetEditor _editor = new(Policies.Reader);

    public static TheoryData<string, string> Places => new()
    {
        { "version: 1\n", "version: 1\n\ntesting:\n  sets:\n    +\n" },
        { "version: 1", "version: 1\n\ntesting:\n  sets:\n    +" },
        { "version: 1\n# the end\n\n\n", "version: 1\n# the end\n\ntesting:\n  sets:\n    +\n\n\n" },
        { "version: 1\ntesting:\n  deadline: 30m # long\n\nrelease:\n  tagPrefix: v\n", "version: 1\ntesting:\n  deadline: 30m # long\n  sets:\n    +\n\nrelease:\n  tagPrefix: v\n" },
        { "version: 1\ntesting:\n  sets:\n    unit: {minimum: 2}\n  deadline: 5m\n", "version: 1\ntesting:\n  sets:\n    unit: {minimum: 2}\n    +\n  deadline: 5m\n" },
        {
            "# top\nversion: 1\n\ntesting:\n    sets:\n        # fast ones\n        unit:\n            command: a # why\n            # after\n\n# next\nrelease:\n    tagPrefix: v\n",
            "# top\nversion: 1\n\ntesting:\n    sets:\n        # fast ones\n        unit:\n            command: a # why\n            # after\n        +\n\n# next\nrelease:\n    tagPrefix: v\n"
        },
        {
            "version: 1\ntesting:\n  sets:\n    unit:\n      command: |\n        one\n\n        # two\n      results: x\n    # more to come\n",
            "version: 1\ntesting:\n  sets:\n    unit:\n      command: |\n        one\n\n        # two\n      results: x\n    # more to come\n    +\n"
        },
        { "version: 1\ntesting:\n  sets:\n    unit: {\n      minimum: 2\n      }\n", "version: 1\ntesting:\n  sets:\n    unit: {\n      minimum: 2\n      }\n    +\n" },
        { "\uFEFFversion: 1\ntesting:\n  sets:\n    unit: {}\n", "\uFEFFversion: 1\ntesting:\n  sets:\n    unit: {}\n    +\n" },
        { "---\nversion: 1\n", "---\nversion: 1\n\ntesting:\n  sets:\n    +\n" },
        { "testing:\n  sets:\n    unit: {}\n# column 0 amid\n    other: {}\nversion: 1\n", "testing:\n  sets:\n    unit: {}\n# column 0 amid\n    other: {}\n    +\nversion: 1\n" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_set_comes_in_behind_the_others_and_all_else_stays_as_it_is(string before, string after)
    {
        var indent = after[(after.LastIndexOf('\n', after.IndexOf('+')) + 1)..after.IndexOf('+')];
        var step = indent.Length == 8 ? "    " : "  ";
        var lines = SmokeLines.Select((l, i) => i == 0 ? l : $"{indent}{step}{l.Trim()}");
        var wanted = after.Replace("+", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.Equal(wanted, _editor.Add(before, Smoke).Text);
        // With the line ends of other systems, too.
        if (before.Contains('\n', StringComparison.Ordinal)) Assert.Equal(wanted.Replace("\n", "\r\n", StringComparison.Ordinal), _editor.Add(before.Replace("\n", "\r\n", StringComparison.Ordinal), Smoke).Text);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void What_was_added_can_be_taken_out_again(string before, string after)
    {
        Assert.Contains('+', after);
        var back = _editor.Remove(_editor.Add(before, Smoke).Text, "smoke");
        // A comment right above a set is taken for its own.
        Assert.Equal(before.Replace("\n    # more to come", "", StringComparison.Ordinal).TrimEnd('\n'), back.Text.TrimEnd('\n'));
    }

    [Theory]
    [InlineData(null, "'steward policy init' proposes one")]
    [InlineData("", "The file is empty")]
    [InlineData("version: 1\ntesting: &t\n  deadline: 5m\n", "Anchors")]
    [InlineData("version: 1\ntesting:\n  sets:\n", "Mend it first")]
    [InlineData("version: 1\ntesting:\n  sets:\n    smoke: {}\n", "has a test set smoke already")]
    [InlineData("{version: 1}\n", "by hand")]
    [InlineData("version: 1\ntesting: {}\n", "by hand")]
    [InlineData("version: 1\ntesting: {sets: {unit: {}}}\n", "by hand")]
    [InlineData("version: 1\ntesting:\n  sets: {unit: {}}\n", "by hand")]
    [InlineData("version: 1\ntesting:\n  sets: {}\n", "by hand")]
    [InlineData("version: 1\n...\n", "by hand")]
    public void Where_the_place_is_not_certain_nothing_is_changed_and_the_lines_are_told(string? text, string reason)
    {
        var message = Assert.Throws<StewardException>(() => _editor.Add(text, Smoke)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        if (reason == "by hand") Assert.EndsWith("    smoke:\n      command: 'run: it # all'\n      results: 'out/*.xml'\n      minimum: 3", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no good", "x", null, "not the name of a test set")]
    [InlineData("ok", "a\nb", null, "command must be one line")]
    [InlineData("ok", " ", null, "command is empty")]
    [InlineData("ok", "x", "Here or there", "testing.sets.ok.where")]
    [InlineData("ok", "x", "2h", null)]
    [InlineData("ok", "it's: \"q\" {a} #c \\ $x &y *z !t %p @q `w` | > - ? ~", "lab", null)]
    [InlineData("123", "true", "gpu", null)]
    [InlineData("no", "null", "here", null)]
    [InlineData("1e3", "0x1f", "anywhere", null)]
    public void Whatever_is_added_is_read_again_as_it_was_meant_or_refused(string name, string command, string? where, string? refusal)
    {
        var set = new NewTestSet(name, command, "**/r.xml") { Where = where, Shards = 2, Timeout = "90s", Parallel = true };
        if (where is "2h") (set, refusal) = (set with { Where = null, Timeout = "25h" }, "testing.sets.ok.timeout");
        if (refusal is not null)
        {
            Assert.Contains(refusal, Assert.Throws<StewardException>(() => _editor.Add("version: 1\n", set)).Message, StringComparison.Ordinal);
            return;
        }

        var read = Assert.Single(Policies.Read(_editor.Add("version: 1\n", set).Text).Sets);
        Assert.Equal((name, command, where, 2, TimeSpan.FromSeconds(90), true), (read.Name, read.Command, read.Where, read.Shards, read.Timeout, read.Parallel));
    }

    [Theory]
    [InlineData("version: 1\ntesting:\n  sets:\n    # old\n    # one\n    a: {}\n    # new\n    b: {}\n", "a", "version: 1\ntesting:\n  sets:\n    # new\n    b: {}\n")]
    [InlineData("version: 1\ntesting:\n  sets:\n    a: {}\n\n    b:\n      minimum: 2\n      # in b\n\nrelease:\n  tagPrefix: v\n", "b", "version: 1\ntesting:\n  sets:\n    a: {}\n\nrelease:\n  tagPrefix: v\n")]
    [InlineData("version: 1\ntesting:\n  sets:\n    a: {}\n  deadline: 5m\n", "a", "version: 1\ntesting:\n  deadline: 5m\n")]
    [InlineData("version: 1\n\ntesting:\n  sets:\n    a: {}\n", "a", "version: 1\n")]
    public void A_set_goes_with_its_comment_and_leaves_no_empty_object(string before, string name, string after) =>
        Assert.Equal(after, _editor.Remove(before, name).Text);

    [Theory]
    [InlineData("version: 1\n", "no test set 'a'")]
    [InlineData("version: 1\ntesting:\n  sets: {a: {}, b: {}}\n", "by hand")]
    [InlineData("{version: 1, testing: {sets: {a: {}}}}\n", "by hand")]
    public void What_cannot_be_taken_out_for_certain_stays(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<StewardException>(() => _editor.Remove(text, "a")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_change_is_shown_as_diff_does() => Assert.Equal(
        ["@@ -4,0 +5,4 @@", .. SmokeLines.Select(l => $"+    {l}")], _editor.Add("version: 1\ntesting:\n  sets:\n    a: {}\n", Smoke).Diff());
}
