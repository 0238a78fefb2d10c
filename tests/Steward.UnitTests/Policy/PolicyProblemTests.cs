using Xunit;

namespace Steward.UnitTests.Policy;

/// <summary>One line a mistake: what is written below <c>testing.all</c>, where the problem is, and a part of its sentence.</summary>
public sealed class PolicyProblemTests
{
    private static readonly string _long = new('x', 21);

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "txt: a", "testing.all.txt", "Did you mean 'text'?" },
        { "zzzzzzzz: a", "testing.all.zzzzzzzz", "Expected one of: text, mode" },
        { "mdoe: strict", "testing.all.mdoe", "Did you mean 'mode'?" },
        { "text: 5", "testing.all.text", "YAML reads this as a number: write it in quotes, \"5\"" },
        { "text: 2.30", "testing.all.text", "in quotes, \"2.30\"" },
        { "text: 1e3", "testing.all.text", "as a number" },
        { "text: .inf", "testing.all.text", "as a number" },
        { "text: true", "testing.all.text", "as true or false" },
        { "text:", "testing.all.text", "Expected a text, found nothing" },
        { "text: ~", "testing.all.text", "found nothing" },
        { "text: ''", "testing.all.text", "it is empty" },
        { "text: [a]", "testing.all.text", "Expected a text, found a list" },
        { "text: {a: b}", "testing.all.text", "Expected a text, found an object" },
        { "text: \"a\\0b\"", "testing.all.text", "control character" },
        { "text: \"a\\eb\"", "testing.all.text", "control character" },
        { $"text: {_long}", "testing.all.text", "at most 20 characters, found 21" },
        { "mode: strikt", "testing.all.mode", "Did you mean 'strict'?" },
        { "mode: Strict", "testing.all.mode", "one of 'strict', 'lenient', 'off'" },
        { "digest: xyz", "testing.all.digest", "Expected four hexadecimal digits or none, found 'xyz'" },
        { "digest: \"12ab\\n\"", "testing.all.digest", "four hexadecimal digits" },
        { "digest: nonesuch", "testing.all.digest", "four hexadecimal digits" },
        { "number: 0", "testing.all.number", "from 1 to 100, found 0" },
        { "number: 101", "testing.all.number", "from 1 to 100" },
        { "number: 99999999999999999999999", "testing.all.number", "from 1 to 100" },
        { "number: '5'", "testing.all.number", "found the text '5'" },
        { "number: 1.0", "testing.all.number", "found the number 1.0" },
        { "number: 1_0", "testing.all.number", "found the text '1_0'" },
        { "number: true", "testing.all.number", "found true" },
        { "flag: yes", "testing.all.flag", "Expected true or false, without quotes, found the text 'yes'" },
        { "flag: 'true'", "testing.all.flag", "without quotes" },
        { "flag: 1", "testing.all.flag", "found the number 1" },
        { "wait: 5", "testing.all.wait", "one number and a unit" },
        { "wait: 59s", "testing.all.wait", "from 1m to 1d" },
        { "wait: 2d", "testing.all.wait", "from 1m to 1d" },
        { "wait: 1h30m", "testing.all.wait", "one number and a unit" },
        { "wait: 99999999999d", "testing.all.wait", "one number and a unit" },
        { "wait: -5m", "testing.all.wait", "one number and a unit" },
        { "day: 2026-02-29", "testing.all.day", "a day of the calendar" },
        { "day: 2026-1-1", "testing.all.day", "year-month-day" },
        { "day: 2026-12-31T00:00:00Z", "testing.all.day", "year-month-day" },
        { "names: a", "testing.all.names", "Expected a list: one '- item' a line" },
        { "names: []", "testing.all.names", "at least 1 item" },
        { "names: [a, b, c, d]", "testing.all.names", "at most 3 items, found 4" },
        { "names: [a, 5]", "testing.all.names[1]", "in quotes" },
        { "names: [a, null]", "testing.all.names[1]", "found nothing" },
        { "tools: {Node: '1'}", "testing.all.tools.Node", "As a key" },
        { "tools: {a: x, b: x, c: x, d: x}", "testing.all.tools", "at most 3 keys" },
        { "tools: {a: 10}", "testing.all.tools.a", "in quotes, \"10\"" },
        { "tools: [a]", "testing.all.tools", "one 'key: value' a line, found a list" },
        { "tools: {'': x}", "testing.all.tools[\"\"]", "it is empty" },
        { "rules: [{on: true}]", "testing.all.rules[0].name", "required key 'name' is missing" },
        { "rules: [{name: a}, {name: b, of: true}]", "testing.all.rules[1].of", "Did you mean 'on'?" },
        { "text: a\n    text: b", "testing.all.text", "stands twice; the first is in line 4" },
        { "text: &a x", "testing.all.text", "Anchors (&a) are not allowed" },
        { "text: !!str x", "testing.all.text", "Tags" },
        { "text: ! x", "testing.all.text", "Tags" },
        { "? [a]\n    : b", "testing.all", "Expected a text as the key" },
        { "<<: {text: a}", "testing.all[\"<<\"]", "not known" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_at_its_place_with_what_is_expected(string yaml, string path, string sentence)
    {
        var problems = Sections.Reader.Read($"version: 1\ntesting:\n  all:\n    {yaml}\n").Problems;

        var problem = Assert.Single(problems, p => p.Path == path);
        Assert.Contains(sentence, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line >= 4, $"line {problem.Line}");
    }

    [Theory]
    [InlineData("version: 1\n---\nversion: 1\n", 2, "a second one begins here")]
    [InlineData("version: 1\nproduct: {title: x\n", 3, "This is not YAML")]
    [InlineData("version: 1\n\tproduct: x\n", 2, "This is not YAML")]
    [InlineData("- version\n", 1, "Expected an object with keys (version, product, gate, testing), found a list")]
    [InlineData("just text\n", 1, "Expected an object")]
    [InlineData("version: 1\nproduct:\n  title: \uFFFD\n", 3, "not UTF-8")]
    [InlineData("version: 1\nproduct: &a\n  title: *a\n", 3, "Aliases (*a)")]
    [InlineData("version: 1\nproduct:\n", 2, "found nothing")]
    [InlineData("version: 2\n", 1, "Expected the number 1, found 2")]
    [InlineData("version: '1'\n", 1, "found the text '1'")]
    public void What_is_wrong_with_the_whole_file_is_told_with_its_line(string yaml, int line, string sentence) =>
        Assert.Contains(Sections.Reader.Read(yaml).Problems, p => p.Line == line && p.Message.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Files_that_are_too_large_or_too_deep_are_refused()
    {
        var large = Sections.Reader.Read("version: 1\n# " + new string('x', 256 * 1024));
        var deep = Sections.Reader.Read("version: 1\nproduct: " + new string('[', 40) + new string(']', 40));

        Assert.Contains("larger than 256 KB", Assert.Single(large.Problems).Message, StringComparison.Ordinal);
        Assert.Contains(deep.Problems, p => p.Message.Contains("more than 32 levels", StringComparison.Ordinal));
    }

    [Fact]
    public void Sentences_stay_short_and_on_one_line_whatever_stands_in_the_file()
    {
        var problems = Sections.Reader.Read($"version: 1\n\"{new string('k', 900)}\": 1\ntesting: {{all: {{mode: \"a\\r\\nb\"}}}}").Problems;

        Assert.Equal(2, problems.Count);
        Assert.All(problems, p => Assert.True(p.Message.Length < 300 && p.Path.Length < 100 && !(p.Path + p.Message).Any(char.IsControl)));
    }
}
