using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Steward.Azure.Grants;
using Steward.Azure.Grants.Arm;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;
using Steward.TestKit.Grants;
using Xunit;

namespace Steward.StorageTests.Security.Access;

/// <summary>Role assignments in Azure, over HTTP.</summary>
public sealed class ArmGrantsTests : IAsyncLifetime
{
    private const string Scope = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private const string Cleo = "33333333-3333-3333-3333-333333333333";
    private const string Mallory = "44444444-4444-4444-4444-444444444444";

    private const string File = $$$"""
        version: 1
        systems: {azure: {mode: authoritative}}
        levels: {operator: {azure: [{scope: {{{Scope}}}, role: reader} ] } }
        positions: {operations: [operator]}
        people: {cleo: {positions: [operations], accounts: {azure: {{{Cleo}}} } } }
        """;

    private FakeArm _arm = null!;

    public async ValueTask InitializeAsync() => _arm = await FakeArm.StartAsync();

    public ValueTask DisposeAsync() => _arm.DisposeAsync();

    [Fact]
    public async Task A_role_is_given_and_taken_and_planning_writes_nothing()
    {
        _arm.Add(new FakeAssignment(Scope, "a1", "Reader", Mallory));
        var plan = await PlanAsync();
        Assert.Equal([$"azure role {Scope}: {Cleo} gets reader", $"azure role {Scope}: {Mallory} loses Reader"], plan.Changes.Select(PlanText.Line));
        Assert.All(_arm.Calls, c => Assert.StartsWith("GET ", c));
        await ApplyAsync(plan);
        await ApplyAsync(plan); // the second time changes nothing
        Assert.Equal(Cleo, Assert.Single(_arm.Assignments.Values).Principal);
        Assert.Equal(PlanVerdict.InPlace, (await PlanAsync()).Verdict);
    }

    [Fact]
    public async Task Pages_are_followed_to_their_end_and_scopes_above_are_not_ours()
    {
        for (var i = 0; i < 5; i++) _arm.Add(new FakeAssignment(Scope, $"g{i}", "Contributor", $"0000000{i}-1111-1111-1111-111111111111"));
        _arm.Add(new FakeAssignment("/", "root", "Reader", Mallory));
        _arm.Add(new FakeAssignment(Scope, "z", "Reader", Cleo));
        _arm.Add(new FakeAssignment(Scope, "group", "Reader", "66666666-6666-6666-6666-666666666666", "Group"));
        var plan = await PlanAsync();
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n is { Kind: "inherited", Subject: Mallory });
    }

    [Fact]
    public async Task A_role_of_somebodys_own_making_that_can_assign_roles_is_known_by_what_it_may_do()
    {
        var state = (await Plans().ReadAsync(OrganisationWorld.Model(File), CancellationToken.None)).Single();
        Assert.Equal(["Key Keeper", "Owner"], state.GrantingRoles);
        var plan = await Plans().PlanAsync(OrganisationWorld.Model(File.Replace("role: reader", "role: key keeper", StringComparison.Ordinal)), BrakeOverrides.None, CancellationToken.None);
        Assert.Contains("assign roles", Assert.Single(plan.Changes).Asks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_leads_in_circles_is_not_believed()
    {
        _arm.Add(new FakeAssignment(Scope, "a1", "Reader", Mallory));
        _arm.IsEndless = true;
        var plan = await PlanAsync();
        Assert.Equal((PlanVerdict.Unknown, 0), (plan.Verdict, plan.Changes.Count));
    }

    [Fact]
    public async Task One_that_exists_under_another_name_is_done()
    {
        var plan = await PlanAsync();
        _arm.Add(new FakeAssignment(Scope, "somebody-else-was-faster", "Reader", Cleo));
        await ApplyAsync(plan);
        Assert.Single(_arm.Assignments);
    }

    [Theory]
    [InlineData(403, "AuthorizationFailed", "unread")]
    [InlineData(404, "SubscriptionNotFound", "unread")]
    public async Task A_scope_that_may_not_be_read_is_left_alone(int status, string code, string note)
    {
        _arm.FailNext(status, code);
        var plan = await PlanAsync();
        Assert.Empty(plan.Changes);
        Assert.Contains(plan.Notes, n => n.Kind == note);
    }

    [Fact]
    public async Task The_acting_identity_takes_no_role_from_itself()
    {
        _arm.Credential.Token = TokenOf(Mallory);
        _arm.Add(new FakeAssignment(Scope, "own", "Reader", Mallory));
        _arm.Add(new FakeAssignment(Scope, "z", "Reader", Cleo));
        var plan = await PlanAsync("azure/role/self");
        var brake = Assert.Single(plan.Brakes, b => b.Key == "azure/role/self");
        Assert.True(brake is { IsFinal: true, Holds: true });
        Assert.Contains(Mallory, brake.Reason, StringComparison.Ordinal);
        Assert.Single(plan.Changes);
        Assert.Empty(plan.Free);
        await ApplyAsync(plan);
        Assert.Equal(2, _arm.Assignments.Count);
    }

    [Fact]
    public async Task A_short_limit_is_waited_out_by_the_pipeline()
    {
        _arm.FailNext(429, "TooManyRequests", "1");
        Assert.Equal(PlanVerdict.Changes, (await PlanAsync()).Verdict);
    }

    private AccessPlans Plans() =>
        new([GrantServices.CreateArm(new ArmOptions(_arm.Credential) { Transport = _arm.Transport }, TimeProvider.System)], TimeProvider.System);

    private Task<AccessPlan> PlanAsync(params string[] overrides) => Plans().PlanAsync(OrganisationWorld.Model(File), new BrakeOverrides("github:ada", overrides), CancellationToken.None);

    // As Entra ID signs it for an identity: only what it says counts here.
    private static string TokenOf(string id) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["oid"] = id },
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256),
    });

    private async Task ApplyAsync(AccessPlan plan)
    {
        foreach (var change in plan.Free) await Plans().Find("azure").ApplyAsync(change, CancellationToken.None);
    }
}
