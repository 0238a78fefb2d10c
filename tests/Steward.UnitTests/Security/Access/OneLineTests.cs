using Steward.Stages.Security.Access.Plans;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Joiner, mover and leaver are one changed line each, and the plan is exactly what that line means.</summary>
public sealed class OneLineTests
{
    private const string Eve = "  eve: {positions: [developer], accounts: {github: eve}}";

    [Fact]
    public void Nothing_is_to_be_changed_where_everything_is_as_the_file_says()
    {
        var plan = Given.Plan(Given.File, Given.InPlace(Given.File));
        Assert.Empty(plan.Lines());
        Assert.Equal(PlanVerdict.InPlace, plan.Verdict);
    }

    [Fact]
    public void A_joiner_is_invited_and_gets_the_repository_when_the_invitation_is_accepted()
    {
        var file = Given.With(Eve, $"{Eve}\n  finn: {{positions: [developer], accounts: {{github: Finn}}}}");
        var before = Given.InPlace(Given.File);
        var plan = Given.Plan(file, before);
        Assert.Equal(["github organisation acme: Finn gets member", "github team acme/platform: Finn gets member"], plan.Lines());
        Assert.All(plan.Changes, c => Assert.Equal("finn: position developer (level engineer)", c.Reason));
        Assert.Contains(plan.Notes, n => n.Kind == "waits" && n.Subject == "Finn");

        var accepted = before.But("github", s => s.And(new("organisation", "acme", "finn", "member"), new("team", "acme/platform", "finn", "member")));
        Assert.Equal(["github repository acme/app: Finn gets push"], Given.Plan(file, accepted).Lines());
    }

    [Fact]
    public void A_mover_loses_what_the_old_position_gave_and_gets_what_the_new_one_gives()
    {
        var file = Given.With("bob: {positions: [developer]", "bob: {positions: [operations]");
        var plan = Given.Plan(file, Given.InPlace(Given.File), null, "github/organisation/share");
        Assert.Equal(
            [
                "azure role /subscriptions/11111111-1111-1111-1111-111111111111: 22222222-2222-2222-2222-222222222222 gets Reader",
                "github organisation acme: bob loses member", "github repository acme/app: bob loses push", "github team acme/platform: bob loses member",
            ],
            plan.Lines().Order(StringComparer.Ordinal));
        Assert.All(plan.Changes.Where(c => c.IsRemoval), c => Assert.Equal("bob: no position gives it", c.Reason));
    }

    [Fact]
    public void A_leaver_keeps_everything_on_the_last_day_and_nothing_after_it()
    {
        var file = Given.With("dan: {positions: [developer],", "dan: {leaves: 2026-11-23, positions: [developer],");
        var before = Given.InPlace(Given.File);
        Assert.Empty(Given.Plan(file, before, Given.Noon).Lines());
        var plan = Given.Plan(file, before, Given.Noon.AddHours(12));
        Assert.Equal(
            ["github repository acme/app: dan loses push", "github team acme/platform: dan loses member", "github organisation acme: dan loses member"], plan.Lines());
        Assert.Empty(plan.Brakes);
        Assert.Contains("the last day was 2026-11-23", plan.Changes[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_temporary_level_ends_by_itself()
    {
        var file = Given.With("cleo: {positions: [operations],", "cleo: {temporary: [{level: guest, until: 2026-11-24, reason: stands in at the desk}], positions: [operations],");
        var plan = Given.Plan(file, Given.InPlace(Given.File));
        Assert.Equal(["github repository acme/app: cleo gets pull"], plan.Lines());
        Assert.Equal("cleo: level guest until 2026-11-24: stands in at the desk", plan.Changes[0].Reason);
        var during = Given.InPlace(file);
        Assert.Empty(Given.Plan(file, during, Given.Noon.AddDays(1).AddHours(11)).Lines());
        var inside = during.But("github", s => s.And(new Steward.Stages.Security.Access.Systems.ActualGrant("organisation", "acme", "cleo", "member")) with { });
        Assert.Contains("github repository acme/app: cleo loses pull", Given.Plan(file, inside, Given.Noon.AddDays(1).AddHours(12)).Lines());
    }

    [Fact]
    public void A_deputy_has_the_levels_during_the_absence_and_only_then()
    {
        var file = Given.With("cleo: {positions: [operations],", "cleo: {absent: {from: 2026-11-23, until: 2026-11-25, deputy: bob}, positions: [operations],");
        var before = Given.InPlace(Given.File);
        Assert.Empty(Given.Plan(file, before, Given.Noon.AddHours(-13)).Lines());
        var during = Given.Plan(file, before);
        Assert.Equal(["azure role /subscriptions/11111111-1111-1111-1111-111111111111: 22222222-2222-2222-2222-222222222222 gets Reader"], during.Lines());
        Assert.Equal("bob: deputy of cleo until 2026-11-25, position operations (level operator)", during.Changes[0].Reason);
        var after = Given.Plan(file, Given.InPlace(file), Given.Noon.AddDays(2).AddHours(12));
        Assert.Equal(["azure role /subscriptions/11111111-1111-1111-1111-111111111111: 22222222-2222-2222-2222-222222222222 loses Reader"], after.Lines());
    }

    [Fact]
    public void The_same_plan_has_the_same_digest_whatever_the_time_and_another_plan_another()
    {
        var file = Given.With(Eve, "");
        var states = Given.InPlace(Given.File);
        var (one, later) = (Given.Plan(file, states), Given.Plan(file, states, Given.Noon.AddHours(1)));
        Assert.Equal(one.Digest, later.Digest);
        Assert.NotEqual(one.Digest, Given.Plan(Given.With("dan: {positions", "dan: {leaves: 2026-11-01, positions"), states).Digest);
    }
}
