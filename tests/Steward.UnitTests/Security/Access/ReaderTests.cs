using Steward.Stages.Security.Access.Files;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>The access file is read strictly, every problem with its place.</summary>
public sealed class ReaderTests
{
    [Theory]
    [InlineData("bob: {positions: [developer]", "bob: {positions: [develper]", "people.bob.positions[0]", "Did you mean 'developer'?")]
    [InlineData("  developer: [engineer]", "  developer: [enginer]", "positions.developer[0]", "There is no level 'enginer'")]
    [InlineData("dan: {positions", "dan: {leaves: soon, positions", "people.dan.leaves", "Expected a day")]
    [InlineData("dan: {positions", "dan: {absent: {from: 2026-12-02, until: 2026-12-01}, positions", "people.dan.absent.until", "ends before it begins")]
    [InlineData("dan: {positions", "dan: {absent: {from: 2026-12-01, until: 2026-12-01, deputy: dan}, positions", "people.dan.absent.deputy", "their own deputy")]
    [InlineData("accounts: {github: dan}", "accounts: {github: BOB}", "people.dan.accounts.github", "the account of 'bob' already")]
    [InlineData("accounts: {github: dan}", "accounts: {github: {id: 5}}", "people.dan.accounts.github.login", "required key 'login'")]
    [InlineData("accounts: {github: dan}", "accounts: {azure: someone}", "people.dan.accounts.azure", "object id")]
    [InlineData("accounts: {github: dan}", "acounts: {github: dan}", "people.dan.acounts", "Did you mean 'accounts'?")]
    [InlineData("repositories: {acme/app: push}", "repositories: {acme/app: write}", "levels.engineer.github.repositories[\"acme/app\"]", "Expected one of")]
    [InlineData("people:\n", "apply: {asks: [github:acme/app:write]}\npeople:\n", "apply.asks[0]", "is no permission")]
    public void A_mistake_is_told_with_path_line_and_column(string line, string becomes, string path, string says)
    {
        var reading = AccessReader.Read(Given.With(line, becomes));
        Assert.Null(reading.Model);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(path, problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.True(problem.Line > 4 && problem.Column > 1, $"{problem.Line}:{problem.Column}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("version: 2")]
    [InlineData("- a")]
    [InlineData("version: 1\nlevels: {}\npositions: {}\npeople: {a: {positions: [x]}}")]
    [InlineData("version: 1\nlevels: {x: {github: {organisation: member}}}\npositions: {}\npeople: {}")]
    public void What_cannot_be_used_gives_no_model(string text)
    {
        var reading = AccessReader.Read(text);
        Assert.Null(reading.Model);
        Assert.NotEmpty(reading.Problems);
    }

    [Fact]
    public void The_schema_is_made_from_the_same_shapes()
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(AccessSchema.Generate())!;
        Assert.Equal(["version", "levels", "positions", "people"], schema["required"]!.AsArray().Select(r => r!.GetValue<string>()));
        Assert.NotNull(schema["properties"]!["people"]!["additionalProperties"]!["properties"]!["accounts"]!["properties"]!["github"]!["anyOf"]);
    }
}
