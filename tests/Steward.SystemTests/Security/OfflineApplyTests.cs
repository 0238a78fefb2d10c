using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Spectre.Console;
using Steward.Azure.Grants;
using Steward.Azure.Grants.Arm;
using Steward.Cli;
using Steward.Cli.Commands.Access;
using Steward.Kernel;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;
using Steward.Stages.Security.Access.Systems;
using Steward.TestKit.Grants;

namespace Steward.SystemTests.Security;

/// <summary>What <c>steward access apply --file</c> does with the systems themselves: plan, approval, brakes, and the look afterwards hold without a server too.</summary>
public sealed class OfflineApplyTests : IAsyncLifetime
{
    private const string Scope = "/subscriptions/11111111-1111-1111-1111-111111111111";
    private const string Ada = "33333333-3333-3333-3333-333333333333";
    private const string Bob = "44444444-4444-4444-4444-444444444444";
    private const string Mallory = "55555555-5555-5555-5555-555555555555";

    private const string Both = $$$"""
        version: 1
        systems: {github: {organisation: acme, mode: authoritative}, azure: {mode: authoritative}}
        levels:
          owner: {github: {organisation: admin}, steward: administer}
          engineer: {github: {organisation: member, teams: {platform: member}, repositories: {acme/app: push}}, steward: upload}
          operator: {azure: [{scope: {{{Scope}}}, role: Reader}] }
        positions: {head: [owner, engineer, operator], developer: [engineer], operations: [operator]}
        people:
          ada: {positions: [head], accounts: {github: Ada, azure: {{{Ada}}}}}
          alan: {positions: [head], accounts: {github: alan}}
          bob: {positions: [developer, operations], accounts: {github: bob, azure: {{{Bob}}}}}

        """;

    private const string Cloud = $$$"""
        version: 1
        systems: {azure: {mode: authoritative}}
        levels: {head: {azure: [{scope: {{{Scope}}}, role: Reader}], steward: administer}, operator: {azure: [{scope: {{{Scope}}}, role: Reader}]}}
        positions: {owner: [head], operations: [operator]}
        people:
          ada: {positions: [owner], accounts: {azure: {{{Ada}}}}}
          bob: {positions: [operations], accounts: {azure: {{{Bob}}}}}

        """;

    private OrganisationWorld _github = null!;
    private FakeArm _arm = null!;

    public async ValueTask InitializeAsync()
    {
        (_github, _arm) = (await OrganisationWorld.StartAsync(), await FakeArm.StartAsync());
        _arm.Credential.Token = TokenOf(Ada);
    }

    public async ValueTask DisposeAsync()
    {
        await _github.DisposeAsync();
        await _arm.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_written_before_a_person_of_the_level_approves_exactly_this_plan()
    {
        var plan = await PlanAsync(Both);
        Assert.Equal(2, plan.Changes.Count);
        foreach (var (login, digest, over) in new (string, string?, string[])[]
            { ("bob", plan.Digest, []), ("nobody", plan.Digest, []), ("ada", "000000000000", []), ("ada", plan.Digest[..11], []), ("ada", null, []), ("ada", plan.Digest, ["github/team/share"]) })
            await Assert.ThrowsAsync<StewardException>(() => ApplyAsync(Both, digest, login, over));
        Assert.Empty(_github.Writes);
        Assert.All(_arm.Calls, c => Assert.StartsWith("GET ", c, StringComparison.Ordinal));

        var (exit, answer) = await ApplyAsync(Both, plan.Digest[..12], "ada");
        Assert.Equal((0, "done", "github:Ada", 2), (exit, (string?)answer["verdict"], (string?)answer["by"], answer["changes"]!.AsArray().Count));
        Assert.Equal(2, _arm.Assignments.Count);
        var again = await Assert.ThrowsAsync<StewardException>(() => ApplyAsync(Both, plan.Digest, "ada"));
        Assert.Contains("nothing to change", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_state_is_another_plan_and_what_was_seen_before_approves_nothing()
    {
        var seen = await PlanAsync(Both);
        _github.Organisation.Member("x1");
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<StewardException>(() => ApplyAsync(Both, seen.Digest, "ada"))).Kind);
        Assert.Empty(_github.Writes);
        Assert.Empty(_arm.Assignments);
    }

    [Fact]
    public async Task A_brake_holds_its_kind_in_its_system_and_the_rest_is_done()
    {
        _arm.Add(new FakeAssignment(Scope, "a", "Reader", Ada));
        foreach (var stranger in new[] { "x1", "x2", "x3" }) _github.Organisation.Member(stranger);
        var (exit, answer) = await ApplyAsync(Both, (await PlanAsync(Both)).Digest, "ada");
        Assert.Equal((1, "left", 3, 1), (exit, (string?)answer["verdict"], answer["left"]!.AsArray().Count, answer["changes"]!.AsArray().Count));
        Assert.Empty(_github.Writes);
        Assert.Contains(_arm.Assignments.Values, a => a.Principal == Bob);
    }

    [Fact]
    public async Task Who_applies_takes_nothing_from_himself_and_a_final_brake_is_overridden_by_nobody()
    {
        _arm.Add(new FakeAssignment(Scope, "a", "Reader", Ada));
        _arm.Add(new FakeAssignment(Scope, "b", "Reader", Bob));
        var file = Cloud.Replace("levels: {head: {azure: [{scope: " + Scope + ", role: Reader}], ", "levels: {head: {", StringComparison.Ordinal);
        var plan = await PlanAsync(file);
        Assert.Equal("azure/role/self", Assert.Single(plan.Brakes).Key);
        Assert.Contains("Nobody overrides", (await Assert.ThrowsAsync<StewardException>(() => ApplyAsync(file, plan.Digest, "ada", "azure/role/self"))).Message, StringComparison.Ordinal);
        var (exit, answer) = await ApplyAsync(file, plan.Digest, "ada");
        Assert.Equal((1, "left", $"entra:{Ada}"), (exit, (string?)answer["verdict"], (string?)answer["by"]));
        Assert.Equal(2, _arm.Assignments.Count);
    }

    [Fact]
    public async Task What_was_sent_and_is_not_there_afterwards_is_left()
    {
        _arm.Add(new FakeAssignment(Scope, "a", "Reader", Ada));
        _arm.Add(new FakeAssignment(Scope, "b", "Reader", Bob));
        _github.Organisation.Teams["platform"].Members.TryRemove("bob", out _);
        _github.GitHub.FailNext(200, body: "{\"state\":\"active\"}", pathPart: "/memberships/bob");
        var (exit, answer) = await ApplyAsync(Both, (await PlanAsync(Both)).Digest, "ada");
        Assert.Equal((1, "left"), (exit, (string?)answer["verdict"]));
        Assert.Contains("as before", (string?)Assert.Single(answer["left"]!.AsArray())!["problem"], StringComparison.Ordinal);

        _github.GitHub.FailNext(422, body: "{\"message\":\"cannot add\"}", pathPart: "/memberships/bob");
        (exit, answer) = await ApplyAsync(Both, (await PlanAsync(Both)).Digest, "ada");
        Assert.Contains("cannot add", (string?)Assert.Single(answer["left"]!.AsArray())!["problem"], StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task What_was_sent_to_a_system_that_cannot_be_read_again_is_left_and_the_exit_says_that_it_is_away()
    {
        _arm.Add(new FakeAssignment(Scope, "a", "Reader", Ada));
        _arm.Add(new FakeAssignment(Scope, "b", "Reader", Bob));
        _github.Organisation.Teams["platform"].Members.TryRemove("bob", out _);
        var digest = (await PlanAsync(Both)).Digest;
        var (exit, answer) = await ApplyAsync(Both, digest, "ada", new Closing(Systems("ada").Find("github"), () => _github.GitHub.FailNext(403, times: 20, body: "{\"message\":\"no\"}", pathPart: "/orgs/acme/members")));
        Assert.Equal((3, "left"), (exit, (string?)answer["verdict"]));
        Assert.Contains("could not be read again", (string?)Assert.Single(answer["left"]!.AsArray())!["problem"], StringComparison.Ordinal);
    }

    private async Task<AccessPlan> PlanAsync(string file) => await Systems("ada").PlanAsync(OrganisationWorld.Model(file), BrakeOverrides.None, CancellationToken.None);

    private AccessPlans Systems(string login, IGrantSystem? github = null) => new(
        [
            github ?? GrantServices.CreateGitHub(_github.GitHub.Address, _github.GitHub.App.GivePerson(login), TimeProvider.System),
            GrantServices.CreateArm(new ArmOptions(_arm.Credential) { Transport = _arm.Transport }, TimeProvider.System),
        ],
        TimeProvider.System);

    private Task<(int Exit, JsonNode Answer)> ApplyAsync(string file, string? digest, string login, params string[] overrides) => ApplyAsync(file, new ApplyRequest(digest, overrides), login, null);

    private Task<(int Exit, JsonNode Answer)> ApplyAsync(string file, string? digest, string login, IGrantSystem github) => ApplyAsync(file, new ApplyRequest(digest), login, github);

    private async Task<(int Exit, JsonNode Answer)> ApplyAsync(string file, ApplyRequest asked, string login, IGrantSystem? github)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        // Who stands here is told by the systems alone.
        _arm.Credential.Token = TokenOf(login == "ada" ? Ada : Mallory);
        var exit = await OfflineApply.RunAsync(new CliServices(console, console, TimeProvider.System, _ => null, "."), OrganisationWorld.Model(file), Systems(login, github), asked, json: true, CancellationToken.None);
        return (exit, JsonNode.Parse(output.ToString())!);
    }

    private static string TokenOf(string id) => new JsonWebTokenHandler().CreateToken($$"""{"oid":"{{id}}"}""");

    private sealed class Closing(IGrantSystem system, Action afterwards) : IGrantSystem
    {
        public string Name => system.Name;

        public Task<SystemState> ReadAsync(CareScope care, CancellationToken cancellation) => system.ReadAsync(care, cancellation);

        public async Task ApplyAsync(AccessChange change, CancellationToken cancellation)
        {
            await system.ApplyAsync(change, cancellation);
            afterwards();
        }
    }
}
