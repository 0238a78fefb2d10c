using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>The brakes on every kind of removal.</summary>
public sealed class BrakeTests
{
    private static readonly string[] Kinds = ["organisation", "team", "repository"];

    [Fact]
    public void Too_large_a_share_of_any_kind_holds_that_kind_whole_until_somebody_overrides_it_by_name()
    {
        var states = Given.InPlace(Given.File);
        foreach (var kind in Kinds)
        {
            var (target, right) = kind switch { "organisation" => ("acme", "member"), "team" => ("acme/platform", "member"), _ => ("acme/app", "push") };
            var crowded = states.But("github", s => s.And(
                new(kind, target, "x1", right), new(kind, target, "x2", right), new(kind, target, "x3", right)));
            var plan = Given.Plan(Given.File, crowded);
            var brake = Assert.Single(plan.Brakes);
            Assert.Equal($"github/{kind}/share", brake.Key);
            Assert.All(plan.Changes, c => Assert.Equal(c.Kind == kind, c.IsHeld));
            Assert.Equal(PlanVerdict.Stopped, plan.Verdict);
            var released = Given.Plan(Given.File, crowded, null, brake.Key);
            Assert.Equal("github:ada-l", Assert.Single(released.Brakes).OverriddenBy);
            Assert.All(released.Changes, c => Assert.False(c.IsHeld));
            Assert.Equal(plan.Digest, released.Digest);
        }
    }

    [Fact]
    public void Role_assignments_have_the_same_brake()
    {
        var scope = "/subscriptions/11111111-1111-1111-1111-111111111111";
        var states = Given.InPlace(Given.File).But("azure", s => s.And(new("role", scope, "44444444-4444-4444-4444-444444444444", "Reader"), new("role", scope, "55555555-5555-5555-5555-555555555555", "reader")));
        Assert.Equal("azure/role/share", Assert.Single(Given.Plan(Given.File, states).Brakes).Key);
    }

    [Fact]
    public void Demotions_count_as_removals()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g.Kind == "repository" ? g with { Right = "maintain" } : g)] });
        var plan = Given.Plan(Given.File, states);
        Assert.Equal("github/repository/share", Assert.Single(plan.Brakes).Key);
        Assert.All(plan.Changes, c => Assert.Equal(ChangeAction.Lower, c.Action));
    }

    [Fact]
    public void The_number_counts_where_the_share_is_small()
    {
        var file = Given.With("version: 1", "version: 1\nbrakes: {removals: {share: 100, number: 2}}");
        var states = Given.InPlace(Given.File).But("github", s => s.And(new("team", "acme/platform", "x1", "member"), new("team", "acme/platform", "x2", "member"), new("team", "acme/platform", "x3", "member")));
        Assert.Equal("github/team/number", Assert.Single(Given.Plan(file, states).Brakes).Key);
    }

    [Fact]
    public void A_minimum_of_owners_is_left_and_the_last_owner_is_never_taken_not_even_by_override()
    {
        var one = Given.With("alan: {positions: [head]", "alan: {positions: [developer]");
        var fewer = Given.Plan(one, Given.InPlace(Given.File));
        Assert.Contains(fewer.Brakes, b => b.Key == "github/organisation/owners" && !b.IsFinal);
        Assert.DoesNotContain(Given.Plan(one, Given.InPlace(Given.File), null, "github/organisation/owners").Brakes, b => b.Holds);

        var none = Given.With(one, "ada: {positions: [head]", "ada: {positions: [developer]");
        var plan = Given.Plan(none, Given.InPlace(Given.File), null, "github/organisation/lastOwner", "github/organisation/share");
        Assert.Contains(plan.Brakes, b => b.Key == "github/organisation/lastOwner" && b.Holds);
        Assert.All(plan.Changes.Where(c => c.Kind == "organisation"), c => Assert.True(c.IsHeld));
    }

    [Fact]
    public void The_acting_identity_takes_nothing_from_itself()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Self = "EVE" });
        var plan = Given.Plan(Given.With("  eve: {positions: [developer], accounts: {github: eve}}", ""), states, null, "github/team/self");
        Assert.Equal(Kinds.Order(), plan.Brakes.Where(b => b.Name == "self" && b.Holds).Select(b => b.Kind).Order());
        Assert.Empty(plan.Free);
    }

    [Theory]
    [InlineData("people: {}")]
    [InlineData("people: {ada: {positions: []}}")]
    public void An_empty_file_takes_nothing_from_anybody(string people)
    {
        var file = Given.File[..Given.File.IndexOf("people:", StringComparison.Ordinal)] + people;
        var plan = Given.Plan(file, Given.InPlace(Given.File), null, "github/organisation/emptyFile", "github/organisation/lastOwner", "github/organisation/share");
        Assert.NotEmpty(plan.Changes);
        Assert.Empty(plan.Free);
    }

    [Fact]
    public void An_unreadable_system_is_unknown_and_nothing_is_changed_there()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Problem = "GitHub does not answer." });
        var plan = Given.Plan(Given.With("  eve: {positions: [developer], accounts: {github: eve}}", ""), states);
        Assert.Equal(PlanVerdict.Unknown, plan.Verdict);
        Assert.Empty(plan.Changes);
    }

    [Fact]
    public void An_organisation_without_members_is_not_believed()
    {
        var states = Given.InPlace(Given.File).But("github", s => new SystemState("github", Given.Noon).And(new ActualGrant("team", "acme/platform", "x1", "member")));
        var plan = Given.Plan(Given.File, states);
        Assert.Contains(plan.Brakes, b => b is { Name: "emptyState", IsFinal: true });
        Assert.DoesNotContain(plan.Free, c => c.IsRemoval);
    }

    [Fact]
    public void What_could_not_be_read_of_a_target_is_left_alone()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Where(g => g.Kind != "team")], Unread = [new UnreadTarget("team", "acme/platform", "GitHub knows no such team.")] });
        var plan = Given.Plan(Given.File, states);
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n.Kind == "unread");
    }
}
