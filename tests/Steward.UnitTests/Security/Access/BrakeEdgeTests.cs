using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Where exactly brakes begin to hold, and who counts as an owner.</summary>
public sealed class BrakeEdgeTests
{
    private const string Scope = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private static readonly string _finn = Given.With("  eve: {", "  finn: {positions: [head], accounts: {github: finn}}\n  eve: {");

    [Theory]
    [InlineData("share: 50", 5, "")] // 5 of 10
    [InlineData("share: 49", 5, "share")]
    [InlineData("people: 2", 2, "")]
    [InlineData("people: 1", 2, "share")]
    [InlineData("share: 100, number: 2", 2, "")]
    [InlineData("share: 100, number: 2", 3, "number")]
    public void What_the_file_allows_is_allowed_to_the_last_and_one_more_is_held(string removals, int strangers, string brake)
    {
        var file = Given.With("version: 1", $"version: 1\nbrakes: {{removals: {{{removals}}}}}");
        var states = Given.InPlace(file).But("github", s => s.And([.. Enumerable.Range(0, strangers).Select(i => new ActualGrant("team", "acme/platform", $"x{i}", "member"))]));
        Assert.Equal(brake, string.Join(' ', Given.Plan(file, states).Brakes.Select(b => b.Name)));
    }

    [Fact]
    public void Neither_programs_nor_what_is_inherited_makes_a_share_smaller()
    {
        var more = Enumerable.Range(0, 40).Select(i => new ActualGrant("team", "acme/platform", $"b{i}", "member") { IsPerson = i % 2 == 0, Through = i % 2 == 0 ? "the team core below it" : null });
        var states = Given.InPlace(Given.File).But("github", s => s.And([.. more, new("team", "acme/platform", "x1", "member"), new("team", "acme/platform", "x2", "member")]));
        Assert.Equal("github/team/share", Assert.Single(Given.Plan(Given.File, states).Brakes).Key);
    }

    [Fact]
    public void Of_three_owners_one_may_go_where_two_are_asked_for()
    {
        var states = Given.InPlace(Given.File).But("github", s => s.And(new ActualGrant("organisation", "acme", "x1", "admin")));
        var plan = Given.Plan(Given.File, states);
        Assert.Empty(plan.Brakes);
        Assert.Equal("x1", Assert.Single(plan.Free).Subject);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("member")]
    [InlineData("admin")]
    public void Who_is_only_invited_is_no_owner_yet(string? invited)
    {
        var file = Given.With(_finn, "alan: {positions: [head]", "alan: {positions: [developer]");
        var states = Given.InPlace(Given.File);
        if (invited is not null) states = states.But("github", s => s.And(new ActualGrant("organisation", "acme", "finn", invited) { IsPending = true, Handle = "7" }));
        Assert.Contains(Given.Plan(file, states).Brakes, b => b.Key == "github/organisation/owners");
    }

    [Fact]
    public void The_last_owner_is_the_last_beside_one_who_is_invited()
    {
        var file = Given.With("ada: {positions: [head]", "ada: {positions: [developer]");
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g is { Kind: "organisation", Account: "alan" } ? g with { IsPending = true } : g)] });
        Assert.Contains(Given.Plan(file, states).Brakes, b => b is { Key: "github/organisation/lastOwner", IsFinal: true });
    }

    [Fact]
    public void The_last_owner_of_a_scope_stays_and_another_role_of_an_owner_may_go()
    {
        var file = Given.With("  guest: {", $"  root: {{azure: [{{scope: {Scope}, role: Owner}}]}}\n  guest: {{");
        var owner = new ActualGrant("role", Scope, "33333333-3333-3333-3333-333333333333", "owner") { Handle = "o" };
        Assert.Contains(Given.Plan(file, Given.InPlace(file).But("azure", s => s.And(owner))).Brakes, b => b.Key == "azure/role/lastOwner");

        var kept = Given.With(Given.With(file, "operations: [operator]", "operations: [root]"), "dan: {positions: [developer]", "dan: {positions: [developer, reading]");
        kept = Given.With(kept, "  developer: [engineer]", "  developer: [engineer]\n  reading: [operator]");
        var plan = Given.Plan(kept, Given.InPlace(file).But("azure", s => s.And(owner)));
        Assert.Equal("Reader", Assert.Single(plan.Changes, c => c.IsRemoval).From);
        Assert.Empty(plan.Brakes);
    }

    [Fact]
    public void A_final_brake_is_neither_shown_as_overridden_nor_opened_by_a_name()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Self = "eve" });
        var plan = Given.Plan(Given.With("  eve: {positions: [developer], accounts: {github: eve}}", ""), states, null, "github/team/self");
        Assert.All(plan.Brakes, b => Assert.Null(b.OverriddenBy));
        Assert.True(new Brake("github", "team", "self", "") { IsFinal = true, OverriddenBy = "github:ada" }.Holds);
    }

    [Fact]
    public void A_brake_holds_its_own_kind_and_leaves_the_others_free()
    {
        var strangers = new[] { "x1", "x2", "x3" }.Select(x => new ActualGrant("team", "acme/platform", x, "member"));
        var plan = Given.Plan(Given.File, Given.InPlace(Given.File).But("github", s => s.And([.. strangers, new("repository", "acme/app", "x1", "push")])));
        Assert.Equal("repository", Assert.Single(plan.Free).Kind);
        Assert.Equal(3, plan.Changes.Count(c => c.IsHeld));
    }
}
