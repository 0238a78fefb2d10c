using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Systems;
using Xunit;

namespace Steward.UnitTests.Security.Access;

/// <summary>Which grants wait for a person, whatever the file says of applying.</summary>
public sealed class HighGrantTests
{
    private const string Scope = "/subscriptions/11111111-1111-1111-1111-111111111111";

    [Theory]
    [InlineData("github: {organisation: admin}", "an owner")]
    [InlineData("github: {organisation: member}", null)]
    [InlineData("github: {repositories: {acme/app: admin}}", "an administrator of a repository")]
    [InlineData("github: {repositories: {acme/app: maintain}}", null)]
    [InlineData("github: {teams: {admins: member}}", "apply.asks")]
    [InlineData("github: {teams: {platform: member}}", null)]
    [InlineData("azure: [{scope: SCOPE, role: Owner}]", "Owner is one of")]
    [InlineData("azure: [{scope: SCOPE, role: user access ADMINISTRATOR}]", "one of Azure's highest roles")]
    [InlineData("azure: [{scope: SCOPE/resourceGroups/rg, role: Contributor}]", "Contributor is one of")]
    [InlineData("azure: [{scope: SCOPE, role: Key Keeper}]", "lets who has it assign roles")]
    [InlineData("azure: [{scope: SCOPE/resourceGroups/rg, role: Billing Reader}]", "names azure:/:Billing Reader")]
    [InlineData("azure: [{scope: SCOPE/resourceGroups/rg, role: Reader}]", null)]
    public void The_highest_grants_and_those_that_the_file_names_ask_for_an_approval(string gives, string? why)
    {
        var changes = Joining(gives);
        Assert.NotEmpty(changes);
        if (why is null) Assert.All(changes, c => Assert.Null(c.Asks));
        else Assert.Contains(changes, c => c.Asks?.Contains(why, StringComparison.Ordinal) == true);
    }

    [Fact]
    public void To_take_something_away_asks_for_nothing_by_itself()
    {
        var states = Given.InPlace(Given.File).But("github", s => s.And(new("organisation", "acme", "x1", "admin"), new ActualGrant("repository", "acme/app", "x1", "admin")));
        Assert.All(Given.Plan(Given.File, states).Changes, c => Assert.Null(c.Asks));
    }

    [Fact]
    public void Coming_down_to_an_administrator_asks_too()
    {
        var file = Given.With("repositories: {acme/app: push}", "repositories: {acme/app: admin}");
        var states = Given.InPlace(file).But("github", s => s with { Grants = [.. s.Grants.Select(g => g is { Kind: "repository", Account: "bob" } ? g with { Right = "security-lead" } : g)] });
        var change = Assert.Single(Given.Plan(file, states).Changes);
        Assert.Equal((ChangeAction.Lower, "admin"), (change.Action, change.To));
        Assert.NotNull(change.Asks);
    }

    [Fact]
    public void The_stricter_of_two_files_asks_for_what_either_names()
    {
        var (one, other) = (ApplyRules.ByApproval with { Asks = ["github:acme/a:push"] }, ApplyRules.ByApproval with { Asks = ["github:acme/b:push", "github:acme/a:push"] });
        Assert.Equal(["github:acme/a:push", "github:acme/b:push"], one.Stricter(other).Asks);
    }

    [Fact]
    public void What_is_held_back_is_not_free_and_the_rest_is()
    {
        var plan = HighGrants.HoldBack(AccessPlanner.Plan(Given.Model(Added("github: {organisation: admin, teams: {platform: member}}")), States(), Given.Noon, BrakeOverrides.None));
        Assert.Equal(["github team acme/platform: cleo gets member"], plan.Free.Select(PlanText.Line));
        Assert.DoesNotContain(plan.Free, c => c.To == "admin");
        Assert.Contains(plan.Changes, c => c is { To: "admin", IsHeld: true });
    }

    private static List<AccessChange> Joining(string gives) =>
        [.. AccessPlanner.Plan(Given.Model(Added(gives)), States(), Given.Noon, BrakeOverrides.None).Changes];

    private static List<SystemState> States() => Given.InPlace(Given.File).But("azure", s => s with { GrantingRoles = ["Key Keeper"] });

    private static string Added(string gives)
    {
        var file = Given.With("  guest: {", $"  added: {{{gives.Replace("SCOPE", Scope, StringComparison.Ordinal)}}}\n  guest: {{");
        file = Given.With(file, "  operations: [operator]", "  operations: [operator]\n  special: [added]");
        file = Given.With(file, "version: 1", "version: 1\napply: {mode: automatic, asks: ['github:@acme/admins', 'azure:/:Billing Reader']}");
        return Given.With(file, "  cleo: {positions: [operations],", "  cleo: {positions: [operations, special],");
    }
}
