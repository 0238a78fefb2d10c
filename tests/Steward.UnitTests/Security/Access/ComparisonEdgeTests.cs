using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Invitations beside rights, owners, letters and deputies, where one could be taken for the other.</summary>
public sealed class ComparisonEdgeTests
{
    [Fact]
    public void What_is_given_comes_before_what_is_taken()
    {
        var file = Given.With("bob: {positions: [developer]", "bob: {positions: [operations]");
        var github = Given.With(file, "cleo: {positions: [operations]", "cleo: {positions: [operations, developer]");
        var changes = Given.Plan(github, Given.InPlace(Given.File)).Changes.Where(c => c.System == "github").Select(c => c.IsRemoval).ToList();
        Assert.Equal(changes.Order(), changes);
        Assert.Equal([false, true], changes.Distinct());
    }

    [Fact]
    public void Nothing_is_taken_where_the_reading_broke_off()
    {
        var states = Given.InPlace(Given.File).But("github", s => s.And(new ActualGrant("team", "acme/platform", "x1", "member")) with { Unread = [new UnreadTarget("team", "ACME/platform", "No.")] });
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void What_an_owner_has_by_being_one_is_not_taken_and_of_one_who_is_only_invited_it_is()
    {
        ActualGrant[] rights = [new("team", "acme/platform", "x1", "maintainer"), new("repository", "acme/app", "x1", "admin")];
        var owner = Given.InPlace(Given.File).But("github", s => s.And([.. rights, new("organisation", "acme", "X1", "admin")]));
        Assert.Equal(["github organisation acme: X1 loses admin"], Given.Plan(Given.File, owner).Lines());
        var invited = Given.InPlace(Given.File).But("github", s => s.And([.. rights, new("organisation", "acme", "x1", "admin") { IsPending = true }]));
        Assert.Equal(3, Given.Plan(Given.File, invited).Changes.Count);
    }

    [Fact]
    public void A_right_that_is_there_counts_more_than_an_invitation_beside_it()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [new("repository", "acme/app", "eve", "pull") { IsPending = true, Handle = "7" }, .. s.Grants] });
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void Who_has_not_accepted_the_invitation_gets_no_repository_yet()
    {
        var file = Given.With("  eve: {", "  finn: {positions: [developer], accounts: {github: finn}}\n  eve: {");
        var states = Given.InPlace(Given.File).But("github", s => s.And(
            new("organisation", "acme", "finn", "member") { IsPending = true }, new ActualGrant("team", "acme/platform", "finn", "member") { IsPending = true }));
        var plan = Given.Plan(file, states);
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n is { Kind: "waits", Subject: "finn" });
    }

    [Fact]
    public void Letter_case_of_teams_and_repositories_does_not_matter()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g with { Target = g.Target.ToUpperInvariant() })] });
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void What_a_renamed_account_loses_is_told_of_its_person()
    {
        var file = Given.With("bob: {positions", "bob: {leaves: 2026-11-01, positions");
        var states = Given.InPlace(Given.File).But("github", s => s with
        {
            Grants = [.. s.Grants.Select(g => g.Account == "bob" ? g with { Account = "robert" } : g)], Accounts = [new KnownAccount("bob", "robert", 77)],
        });
        var changes = Given.Plan(file, states).Changes;
        Assert.Equal(3, changes.Count);
        Assert.All(changes, c => Assert.Equal(("robert", "bob"), (c.Subject, c.Person)));
    }

    [Theory]
    [InlineData("leaves: 2026-11-22, absent: {from: 2026-11-20, until: 2026-11-25, deputy: bob}")] // whoever has left is not absent
    [InlineData("temporary: [{level: owner, until: 2026-12-31, reason: migration}], absent: {from: 2026-11-20, until: 2026-11-25, deputy: dan}")]
    public void A_deputy_gets_neither_what_a_leaver_had_nor_what_was_for_a_while(string cleo)
    {
        var file = Given.With("cleo: {positions", $"cleo: {{{cleo}, positions");
        Assert.DoesNotContain(Given.Plan(file, Given.InPlace(Given.File)).Changes, c => !c.IsRemoval && c.Person is "bob" or "dan");
    }

    [Fact]
    public void Whatever_of_a_plan_is_another_makes_another_digest()
    {
        var change = new AccessChange("github", "team", "x", "acme/t", "maintainer", "member", "because") { Action = ChangeAction.Lower };
        AccessPlan Plan(AccessChange c, string? file = "f", params Brake[] brakes) => new(Given.Noon, [c], brakes, []) { File = file };
        AccessPlan[] plans =
        [
            Plan(change), Plan(change with { System = "azure" }), Plan(change with { Kind = "repository" }), Plan(change with { Subject = "y" }), Plan(change with { Target = "acme/u" }), Plan(change with { From = "other" }),
            Plan(change with { To = null }), Plan(change with { Action = ChangeAction.Revoke }), Plan(change, "g"), Plan(change, null), Plan(change, "f", new Brake("github", "team", "share", "")), Plan(change, "f", new Brake("github", "team", "number", "")),
        ];
        Assert.Equal(plans.Length, plans.Select(p => p.Digest).Distinct().Count());
        Assert.Equal(plans[0].Digest, Plan(change with { Reason = "another", Person = "ada", IsHeld = true }).Digest);
    }

    [Fact]
    public void What_a_brake_holds_stays_held_when_the_highest_are_held_back()
    {
        var plan = new AccessPlan(Given.Noon, [new("github", "team", "x", "acme/t", "member", null, "") { Action = ChangeAction.Revoke, IsHeld = true }], [], []);
        Assert.Empty(HighGrants.HoldBack(plan).Free);
    }
}
