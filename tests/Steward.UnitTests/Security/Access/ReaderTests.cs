using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
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
    [InlineData("reason: \"a\\u202eb\"", "temporary[0].reason", "turn the direction")]
    [InlineData("reason: \"a\\eb\"", "temporary[0].reason", "printable characters only")]
    public void Characters_that_act_on_a_terminal_are_refused(string reason, string path, string says)
    {
        var reading = AccessReader.Read(Given.With("dan: {positions", $"dan: {{temporary: [{{level: guest, until: 2026-12-01, {reason}}}], positions"));
        var problem = Assert.Single(reading.Problems);
        Assert.Equal($"people.dan.{path}", problem.Path);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0430da", "l")]
    [InlineData("Ada", "l")]
    [InlineData("ada", "l\u043e")]
    [InlineData("ada\u200b", "l")]
    public void Letters_that_only_look_like_others_are_no_names(string key, string login) =>
        Assert.NotEmpty(AccessReader.Read($"version: 1\nsystems: {{github: {{organisation: acme}}}}\nlevels: {{}}\npositions: {{}}\npeople: {{\"{key}\": {{accounts: {{github: \"{login}\"}}}}}}").Problems);

    [Fact]
    public void A_file_of_many_people_or_of_nothing_but_mistakes_is_refused_quickly()
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"\n  p{i}: {{}}"));
        Assert.NotEmpty(AccessReader.Read($"version: 1\nlevels: {{}}\npositions: {{}}\npeople:{many}").Problems);
        var positions = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"\n  position-of-somebody-number-{i}: []"));
        var wrong = string.Join(',', Enumerable.Range(0, 50).Select(i => $"q{i}"));
        var people = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"\n  p{i}: {{positions: [{wrong}]}}"));
        Assert.Contains(AccessReader.Read($"version: 1\nlevels: {{}}\npositions:{positions}\npeople:{people}").Problems, p => p.Message.Contains("more problems", StringComparison.Ordinal));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Positions_of_levels_of_grants_that_multiply_are_refused_before_they_are_multiplied()
    {
        var teams = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"t{i}: member"));
        var levels = string.Concat(Enumerable.Range(0, 50).Select(i => $"\n  l{i}: {{github: {{teams: {{{teams}}}}}}}"));
        var all = string.Join(',', Enumerable.Range(0, 50).Select(i => $"l{i}"));
        var positions = string.Concat(Enumerable.Range(0, 50).Select(i => $"\n  q{i}: [{all}]"));
        var people = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\n  p{i}: {{positions: [{all.Replace('l', 'q')}]}}"));
        var reading = AccessReader.Read($"version: 1\nsystems: {{github: {{organisation: acme}}}}\nlevels:{levels}\npositions:{positions}\npeople:{people}");
        Assert.Contains("gives 100000000 grants", Assert.Single(reading.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deputies_of_deputies_and_days_at_the_ends_of_time_come_to_an_end()
    {
        var file = Given.With(Given.With(
            "bob: {positions", "bob: {absent: {from: 0001-01-01, until: 9999-12-31, deputy: ada}, leaves: 9999-12-31, positions"),
            "ada: {positions", "ada: {absent: {from: 0001-01-01, until: 9999-12-31, deputy: bob}, positions");
        var bobs = PersonLevels.Of(Given.Model(file), Given.Model(file).People["bob"], DateTimeOffset.MaxValue).ToList();
        Assert.Equal(["engineer", "owner", "engineer"], bobs.Select(s => s.Level));
        Assert.All(bobs.Skip(1), s => Assert.Equal("ada", s.For));
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
