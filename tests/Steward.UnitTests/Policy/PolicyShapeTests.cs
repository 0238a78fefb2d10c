using Steward.Policy;
using Xunit;

namespace Steward.UnitTests.Policy;

public sealed class PolicyShapeTests
{
    private static readonly Field _flag = new("flag", new FlagShape("A flag."));

    [Fact]
    public void Sections_stand_beside_each_other_below_their_stage_and_inside_one_another()
    {
        var reader = new PolicyReader(Sections.Registry(
            Sections.Section("security.seats.extra", _flag), Sections.Section("security.seats", new Field("count", new NumberShape("Seats.", 0, 9))), Sections.Section("security.access", _flag)));

        Assert.Empty(reader.Read("version: 1\nsecurity: {access: {flag: true}, seats: {count: 3, extra: {flag: false}}}").Problems);
        Assert.Equal("security.seats.flag", Assert.Single(reader.Read("version: 1\nsecurity: {seats: {flag: true}}").Problems).Path);
    }

    [Theory]
    [InlineData("security.access", "security.access")]
    [InlineData("security", "security.flag")]
    [InlineData("security.flag", "security")]
    [InlineData("gate", "gate")]
    [InlineData("version.more", "security")]
    public void Two_sections_at_one_place_are_a_mistake_in_the_program_found_at_start(string first, string second) =>
        Assert.Throws<InvalidOperationException>(() => new PolicyReader(Sections.Registry(Sections.Section(first, _flag), Sections.Section(second, _flag))));

    [Fact]
    public void A_pattern_that_is_none_is_found_at_start() =>
        Assert.ThrowsAny<ArgumentException>(() => new PolicyReader(Sections.Registry(Sections.Section("testing", new Field("x", new TextShape("X.") { Pattern = "(" })))));
}
