using Steward.Policy;
using Xunit;

namespace Steward.UnitTests.Policy;

public sealed class PolicyReaderTests
{
    private const string Valid = """
        # A policy with everything.
        version: 1
        product:
          title: Shop
        testing:
          all:
            text: no
            mode: strict
            digest: '12ab'
            number: 0x10
            flag: true
            wait: 90m
            day: 2026-12-31
            names: [a, 'b c', "d\u00e9"]
            tools:
              dotnet-sdk: 10.0.401
              node: "20"
            rules:
              - name: first
                on: false
              - {name: second}
        """;

    [Fact]
    public void A_valid_file_gives_every_value_with_its_type()
    {
        var reading = Sections.Reader.Read(Valid);

        Assert.Empty(reading.Problems);
        Assert.Equal(PolicyState.Valid, reading.Policy.State);
        Assert.Equal("Shop", reading.Policy.Get(ProductPolicy.Section).Title);
        var all = reading.Policy.Get(Sections.All);
        Assert.Equal("no", all.Text("text"));
        Assert.Equal("12ab", all.Text("digest"));
        Assert.Equal(16, all.Number("number", 0));
        Assert.True(all.Flag("flag", false));
        Assert.Equal(TimeSpan.FromMinutes(90), all.Duration("wait", default));
        Assert.Equal(new DateOnly(2026, 12, 31), all.Date("day"));
        Assert.Equal(["a", "b c", "dé"], all.TextList("names"));
        Assert.Equal(["dotnet-sdk", "node"], all["tools"].Entries.Select(e => e.Key));
        Assert.Equal("20", all.TextMap("tools")["node"]);
        Assert.Equal(["first", "second"], all["rules"].Items.Select(r => r.Text("name")));
    }

    [Fact]
    public void No_file_is_a_missing_policy_and_not_an_invalid_one()
    {
        var reading = Sections.Reader.Read(null);

        Assert.Equal(PolicyState.Missing, reading.Policy.State);
        Assert.Empty(reading.Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n...\n")]
    [InlineData("---\n")]
    public void An_empty_file_is_invalid_and_says_how_it_begins(string yaml)
    {
        var problem = Assert.Single(Sections.Reader.Read(yaml).Problems);
        Assert.Contains("version: 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_neither_meaning_nor_places()
    {
        Assert.Empty(Sections.Reader.Read("\uFEFF" + Valid.ReplaceLineEndings("\r\n")).Problems);
        var problem = Assert.Single(Sections.Reader.Read("\uFEFFversion: 1\r\nproduct:\r\n  titel: x\r\n").Problems);
        Assert.Equal((3, 3), (problem.Line, problem.Column));
    }

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_lines()
    {
        var problems = Sections.Reader.Read("""
            testing:
              all:
                mode: strikt
                number: 1000
                colour: red
            produkt: {}
            """).Problems;

        Assert.Equal(["version", "testing.all.mode", "testing.all.number", "testing.all.colour", "produkt"], problems.Select(p => p.Path));
        Assert.Equal([1, 3, 4, 5, 6], problems.Select(p => p.Line));
        Assert.Equal([1, 11, 13, 5, 1], problems.Select(p => p.Column));
    }

    [Fact]
    public void An_invalid_policy_offers_nothing_to_its_users()
    {
        var policy = Sections.Reader.Read("version: 1\ntesting: {all: {flag: true, number: 0}}").Policy;

        Assert.Equal(PolicyState.Invalid, policy.State);
        Assert.False(policy.Has(Sections.All));
        Assert.False(policy.Get(Sections.All).Flag("flag", false));
    }

    [Fact]
    public void Beyond_a_hundred_problems_the_rest_is_counted()
    {
        var keys = string.Join('\n', Enumerable.Range(0, 150).Select(i => $"unknown{i}: 1"));

        var problems = Sections.Reader.Read($"version: 1\n{keys}").Problems;

        Assert.Equal(101, problems.Count);
        Assert.Contains("50 more", problems[^1].Message, StringComparison.Ordinal);
    }
}
