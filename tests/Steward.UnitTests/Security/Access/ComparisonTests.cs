using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>What is to be and what is, where systems are not simple.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void An_additive_system_only_gives()
    {
        var file = Given.With("organisation: acme, mode: authoritative", "organisation: acme");
        var states = Given.InPlace(Given.File).But("github", s => s.And(new ActualGrant("team", "acme/platform", "stranger", "member")) with { });
        var lowered = states.But("github", s => s with { Grants = [.. s.Grants.Select(g => g.Kind == "repository" ? g with { Right = "admin" } : g)] });
        Assert.Empty(Given.Plan(file, lowered).Changes);
    }

    [Fact]
    public void What_the_file_does_not_mention_is_nobodys_business_here()
    {
        var states = Given.InPlace(Given.File)
            .But("github", s => s.And(new("team", "acme/design", "stranger", "member"), new("repository", "acme/other", "stranger", "admin")))
            .But("azure", s => s.And(
                new("role", "/subscriptions/11111111-1111-1111-1111-111111111111", "44444444-4444-4444-4444-444444444444", "Contributor"),
                new("role", "/subscriptions/99999999-9999-9999-9999-999999999999", "44444444-4444-4444-4444-444444444444", "Reader")));
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void Letter_case_of_logins_does_not_matter()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g with { Account = g.Account.ToUpperInvariant() })] });
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void Who_is_invited_is_not_invited_again_and_an_invitation_that_no_position_gives_is_cancelled()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with
        {
            Grants = [.. s.Grants.Select(g => g is { Kind: "organisation", Account: "eve" } ? g with { IsPending = true, Handle = "7" } : g), new("organisation", "acme", "stranger", "member") { IsPending = true, Handle = "8" }],
        });
        var plan = Given.Plan(Given.File, states);
        Assert.Equal(["github organisation acme: stranger loses member (invited)"], plan.Lines());
        Assert.Equal("8", plan.Changes[0].Handle);
        Assert.Contains(plan.Notes, n => n.Kind == "pending" && n.Subject == "eve");
    }

    [Fact]
    public void A_renamed_account_is_known_by_its_number_and_the_new_name_is_told()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with
        {
            Grants = [.. s.Grants.Select(g => g.Account == "bob" ? g with { Account = "robert" } : g)],
            Accounts = [new KnownAccount("bob", "robert", 77)],
        });
        var plan = Given.Plan(Given.File, states);
        Assert.Empty(plan.Changes);
        Assert.Contains("'bob' is called 'robert' now", Assert.Single(plan.Notes).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_account_is_a_problem_and_no_removal_and_whoever_may_be_it_is_not_thrown_out()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with
        {
            Grants = [.. s.Grants.Select(g => g.Account == "eve" ? g with { Account = "evelyn" } : g)],
            Accounts = [new KnownAccount("eve", null, null)],
        });
        var plan = Given.Plan(Given.File, states);
        Assert.Contains(plan.Notes, n => n is { Kind: "gone", Subject: "eve" });
        Assert.DoesNotContain(plan.Changes, c => c.Subject == "eve");
        Assert.Contains(plan.Brakes, b => b.Key == "github/organisation/renamed");
        Assert.DoesNotContain(plan.Free, c => c is { Kind: "organisation", Subject: "evelyn" });
    }

    [Fact]
    public void What_comes_through_something_else_is_told_and_not_taken()
    {
        var states = Given.InPlace(Given.File)
            .But("github", s => s.And(new ActualGrant("team", "acme/platform", "stranger", "member") { Through = "the team core below it" }))
            .But("azure", s => s.And(new ActualGrant("role", "/subscriptions/11111111-1111-1111-1111-111111111111", "44444444-4444-4444-4444-444444444444", "Reader") { Through = "the scope / above it" }));
        var plan = Given.Plan(Given.File, states);
        Assert.Empty(plan.Changes);
        Assert.Equal(2, plan.Notes.Count(n => n.Kind == "inherited"));
    }

    [Fact]
    public void Outside_collaborators_stay_and_are_told_unless_the_file_speaks_for_them_too()
    {
        var states = Given.InPlace(Given.File).But("github", s => s.And(new ActualGrant("repository", "acme/app", "partner", "push") { IsOutside = true }));
        var plan = Given.Plan(Given.File, states);
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n is { Kind: "outside", Subject: "partner" });
        var strict = Given.With("mode: authoritative}\n", "mode: authoritative, outside: true}\n");
        Assert.Equal(["github repository acme/app: partner loses push"], Given.Plan(strict, states).Lines());
    }

    [Fact]
    public void Owners_are_maintainers_and_administrators_whatever_a_team_says()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g is { Kind: "repository", Account: "ada-l" } ? g with { Right = "admin" } : g)] });
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void Groups_and_programs_are_left_alone()
    {
        var states = Given.InPlace(Given.File).But("azure", s => s.And(new ActualGrant("role", "/subscriptions/11111111-1111-1111-1111-111111111111", "66666666-6666-6666-6666-666666666666", "Reader") { IsPerson = false }));
        Assert.Empty(Given.Plan(Given.File, states).Changes);
    }

    [Fact]
    public void A_role_of_the_organisations_own_making_is_left_only_as_a_removal()
    {
        var states = Given.InPlace(Given.File).But("github", s => s with { Grants = [.. s.Grants.Select(g => g is { Kind: "repository", Account: "eve" } ? g with { Right = "security-lead" } : g)] });
        Assert.Equal(ChangeAction.Lower, Assert.Single(Given.Plan(Given.File, states).Changes).Action);
    }
}
