using System.Text.Json.Nodes;
using Steward.SystemTests.Commands;
using Steward.TestKit.Grants;
using Steward.TestKit.Programs;

namespace Steward.SystemTests.Security;

/// <summary><c>steward access plan|apply|who</c> as others rely on them, without a server and with a running one.</summary>
public sealed class AccessCommandTests : IDisposable
{
    private const string Cleo = "  cleo: {positions: [developer], accounts: {github: cleo}}\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("steward-access-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_a_server_a_plan_is_told_in_its_shape_and_applied_by_a_person_whom_the_file_lets_administer()
    {
        await using var github = await GitHubAsync();
        var (ada, bob) = (Offline(github, "ada"), Offline(github, "bob"));
        var planned = await RunAsync(ada, "access", "plan", "--file", "access.yaml", "--json");
        var plan = JsonNode.Parse(planned.Out)!;
        Assert.Equal((1, "changes", 0), (planned.Exit, (string?)plan["verdict"], plan["brakes"]!.AsArray().Count));
        Assert.Equal(
            ["github organisation cleo acme - member cleo: position developer (level engineer)", "github team cleo acme/platform - member cleo: position developer (level engineer)"],
            plan["changes"]!.AsArray().Select(c => string.Join(' ', new[] { "system", "kind", "subject", "target", "from", "to", "reason" }.Select(key => (string?)c![key] ?? "-"))));
        Assert.Empty(github.Writes);

        var digest = ((string)plan["digest"]!)[..12];
        var refused = await RunAsync(bob, "access", "apply", digest, "--file", "access.yaml");
        Assert.Equal(2, refused.Exit);
        Assert.Contains("nobody whom the file gives Steward's level administer", refused.Notes, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync(ada, "access", "apply", "000000000000", "--file", "access.yaml")).Exit);
        Assert.Empty(github.Writes);

        var applied = await RunAsync(ada, "access", "apply", digest, "--file", "access.yaml", "--json");
        var done = JsonNode.Parse(applied.Out)!;
        Assert.Equal((0, "done", "github:ada", 2), (applied.Exit, (string?)done["verdict"], (string?)done["by"], done["changes"]!.AsArray().Count));
        Assert.True(github.Organisation.Invited.ContainsKey("cleo"));
        Assert.Equal(0, (await RunAsync(ada, "access", "plan", "--file", "access.yaml")).Exit);
    }

    [Fact]
    public async Task A_brake_that_holds_is_left_and_named_and_overridden_by_name()
    {
        await using var github = await GitHubAsync();
        github.Organisation.Member("x1").Member("x2").Member("x3");
        var ada = Offline(github, "ada");
        var plan = JsonNode.Parse((await RunAsync(ada, "access", "plan", "--file", "access.yaml", "--json")).Out)!;
        Assert.Equal("stopped", (string?)plan["verdict"]);
        var digest = (string)plan["digest"]!;
        var held = await RunAsync(ada, "access", "apply", digest, "--file", "access.yaml", "--json");
        Assert.Equal((1, "left"), (held.Exit, (string?)JsonNode.Parse(held.Out)!["verdict"]));
        plan = JsonNode.Parse((await RunAsync(ada, "access", "plan", "--file", "access.yaml", "--json")).Out)!;
        Assert.Equal(0, (await RunAsync(ada, "access", "apply", (string)plan["digest"]!, "--file", "access.yaml", "--override", "github/organisation/share")).Exit);
        Assert.False(github.Organisation.Members.ContainsKey("x1"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"systems":[null]}""")]
    [InlineData("""{"systems":[{"readAt":"2026-11-20T00:00:00Z"}]}""")]
    [InlineData("""{"systems":[{"system":"github","readAt":"2026-11-20T00:00:00Z","grants":[{"kind":"team"}]}]}""")]
    public async Task A_state_that_lacks_something_is_refused_and_no_plan_is_made_of_half_of_it(string state)
    {
        await using var github = await GitHubAsync();
        Write("state.json", state);
        var run = await RunAsync(new Dictionary<string, string>(), "access", "plan", "--file", "access.yaml", "--state", "state.json");
        Assert.Equal(2, run.Exit);
        Assert.Contains("is no state as 'steward access state' prints it", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_was_kept_gives_the_same_plan_and_what_cannot_be_read_is_unknown()
    {
        await using var github = await GitHubAsync();
        var ada = Offline(github, "ada");
        Write("state.json", (await RunAsync(ada, "access", "state", "--file", "access.yaml")).Out);
        var live = JsonNode.Parse((await RunAsync(ada, "access", "plan", "--file", "access.yaml", "--json")).Out)!;
        var kept = JsonNode.Parse((await RunAsync(new Dictionary<string, string>(), "access", "plan", "--file", "access.yaml", "--state", "state.json", "--json")).Out)!;
        Assert.Equal((string?)live["digest"], (string?)kept["digest"]);

        var stranger = await RunAsync(new Dictionary<string, string>(ada) { ["GITHUB_TOKEN"] = "ghp_nobody" }, "access", "plan", "--file", "access.yaml", "--json");
        Assert.Equal((3, "unknown"), (stranger.Exit, (string?)JsonNode.Parse(stranger.Out)!["verdict"]));
        Write("broken.yaml", "version: 1\npeople: nobody\n");
        var broken = await RunAsync(ada, "access", "plan", "--file", "broken.yaml", "--json");
        Assert.Equal((2, ""), (broken.Exit, broken.Out));
        Assert.Contains("broken.yaml:2:9:", broken.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_do_something_is_told_with_the_position_without_a_server()
    {
        Write("access.yaml", OrganisationWorld.File);
        var nobody = new Dictionary<string, string>();
        var who = await RunAsync(nobody, "access", "who", "github:acme/app:push", "--file", "access.yaml", "--json");
        Assert.Equal(0, who.Exit);
        Assert.Equal(["ada", "alan", "bob"], JsonNode.Parse(who.Out)!["people"]!.AsArray().Select(p => (string?)p!["person"]).Distinct());
        Assert.Equal(1, (await RunAsync(nobody, "access", "who", "azure:/subscriptions/x:Owner", "--file", "access.yaml")).Exit);
        Assert.Equal(2, (await RunAsync(nobody, "access", "who", "everything", "--file", "access.yaml")).Exit);
    }

    [Fact]
    public async Task With_a_running_Steward_a_person_plans_approves_and_asks_who_may()
    {
        await using var world = await AccessWorld.StartAsync(OrganisationWorld.File + Cleo);
        world.GitHub.Organisation.Account("cleo");
        var (ada, bob) = (await RemoteAsync(world, "github:ada"), await RemoteAsync(world, "github:bob"));
        var planned = await RunAsync(bob, "access", "plan", "--json");
        var plan = JsonNode.Parse(planned.Out)!;
        Assert.Equal((1, "changes"), (planned.Exit, (string?)plan["verdict"]));
        Assert.Contains("its administrators: ada, alan", (string?)Assert.Single(plan["settles"]!.AsArray()), StringComparison.Ordinal);
        var refused = await RunAsync(bob, "access", "apply", (string)plan["digest"]!);
        Assert.Equal(2, refused.Exit);
        Assert.Contains("By position: bob", refused.Notes, StringComparison.Ordinal);

        var shown = await RunAsync(ada, "access", "plan");
        Assert.Contains("settles", shown.Out, StringComparison.Ordinal);
        var digest = ((string)plan["digest"]!)[..12];
        Assert.Contains($"steward access apply {digest}", shown.Out, StringComparison.Ordinal);
        var applied = JsonNode.Parse((await RunAsync(ada, "access", "apply", digest, "--json")).Out)!;
        Assert.StartsWith("token:of-ada", (string?)applied["by"], StringComparison.Ordinal);
        await world.RunAsync();
        Assert.True(world.GitHub.Organisation.Invited.ContainsKey("cleo"));
        Assert.Equal(0, (await RunAsync(ada, "access", "plan")).Exit);
        var who = await RunAsync(bob, "access", "who", "steward:administer", "--json");
        Assert.Equal(["ada", "alan"], JsonNode.Parse(who.Out)!["people"]!.AsArray().Select(p => (string?)p!["person"]));
    }

    private async Task<OrganisationWorld> GitHubAsync()
    {
        Write("access.yaml", OrganisationWorld.File + Cleo);
        var github = await OrganisationWorld.StartAsync();
        github.Organisation.Account("cleo");
        return github;
    }

    private static Dictionary<string, string> Offline(OrganisationWorld github, string login) =>
        new() { ["GITHUB_API_URL"] = $"{github.GitHub.Address}", ["GITHUB_TOKEN"] = github.GitHub.App.GivePerson(login), ["STEWARD_URL"] = "" };

    private static async Task<Dictionary<string, string>> RemoteAsync(AccessWorld world, string owner) =>
        new() { ["STEWARD_URL"] = $"{world.Web.Address}", ["STEWARD_TOKEN"] = await world.TokenAsync(owner), ["COLUMNS"] = "200" };

    private Task<ProgramRun> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => StewardCommand.RunAsync(_folder, environment, arguments);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
