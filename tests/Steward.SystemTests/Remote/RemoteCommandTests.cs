using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Engine;
using Steward.SystemTests.Commands;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Remote;

public sealed class RemoteCommandTests
{
    [Fact]
    public async Task Status_shows_products_and_changes_with_a_verdict_for_each_stage()
    {
        await using var world = await WebWorld.StartAsync();
        var shop = await world.Seed.ProductAsync();
        await world.Seed.ChangeAsync(shop, 1, Trees.Rich(world.Clock.GetUtcNow()));
        var reader = await world.TokenAsync(AccessLevel.Read);

        var products = await JsonAsync(world, reader, "status");
        Assert.Equal("Error", (string?)products["products"]![0]!["newest"]!["tree"]!["verdict"]);
        var changes = await JsonAsync(world, reader, "status", "contoso/shop");
        Assert.Equal($"contoso/shop@{WebSeed.Sha(1)}", (string?)changes["changes"]![0]!["id"]);
        var table = await RunAsync(world, reader, "status");
        Assert.Equal(0, table.Exit);
        foreach (var word in new[] { "contoso/shop", "Development", "Monitoring", "missing", "error", "pass" }) Assert.Contains(word, table.Out);
        Assert.Equal(2, (await RunAsync(world, reader, "status", "contoso/nothing")).Exit);
    }

    [Fact]
    public async Task A_Steward_below_a_path_is_reached_there()
    {
        await using var world = await WebWorld.StartAsync(options: new Web.WebOptions { PathBase = "/steward" });
        await world.Seed.ProductAsync();
        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = $"{world.Address}steward/", ["STEWARD_TOKEN"] = await world.TokenAsync(AccessLevel.Read) };
        var status = await StewardCommand.RunAsync("/", environment, "status", "--json");
        Assert.Contains("contoso/shop", status.Out);
        var link = await StewardCommand.RunAsync("/", environment, "sign-in");
        Assert.StartsWith($"{world.Address}steward/sign-in?code=", link.Out);
    }

    [Fact]
    public async Task Approving_waiving_and_registering_ask_for_their_levels()
    {
        await using var world = await WebWorld.StartAsync();
        var (admin, reader) = (await world.TokenAsync(AccessLevel.Administer), await world.TokenAsync(AccessLevel.Read));
        Assert.Equal(0, (await RunAsync(world, admin, "products", "add", "contoso/shop", "--source", "git:/srv/shop")).Exit);
        await world.Seed.ChangeAsync(WebSeed.Shop, 1, Trees.Rich(world.Clock.GetUtcNow()));
        var sha = WebSeed.Sha(1).Abbreviated;

        Assert.Equal("approval.given", (string?)(await JsonAsync(world, admin, "approve", "contoso/shop", sha))["evidence"]!["kind"]);
        Assert.Equal("approval.withdrawn", (string?)(await JsonAsync(world, admin, "approve", "contoso/shop", sha, "--withdraw"))["evidence"]!["kind"]);
        var waiver = await JsonAsync(world, admin, "waive", "contoso/shop", sha, "security/licences", "--reason", "replaced soon", "--until", "2026-12-24");
        Assert.Equal("security/licences", (string?)waiver["evidence"]!["details"]!["path"]);
        var refused = await RunAsync(world, reader, "approve", "contoso/shop", sha);
        Assert.Equal(2, refused.Exit);
        Assert.Contains("Approve", refused.Notes);
        Assert.Equal(2, (await RunAsync(world, admin, "waive", "contoso/shop", sha, "security", "--reason", "x", "--until", "soon")).Exit);
    }

    [Fact]
    public async Task Tokens_are_issued_alone_on_standard_output_and_revoked()
    {
        await using var world = await WebWorld.StartAsync();
        var admin = await world.TokenAsync(AccessLevel.Administer);
        var issued = await RunAsync(world, admin, "tokens", "issue", "ci", "--level", "upload", "--expires", "2026-12-31");
        Assert.True(TokenSecret.IsWellFormed(issued.Out.Trim()), issued.Notes);
        Assert.Contains("ci", (await RunAsync(world, admin, "tokens", "list")).Out);
        Assert.Equal(0, (await RunAsync(world, admin, "tokens", "revoke", "ci")).Exit);
        Assert.Equal(2, (await RunAsync(world, issued.Out.Trim(), "status")).Exit);
        var link = await RunAsync(world, admin, "sign-in");
        Assert.StartsWith($"{world.Address}sign-in?code=", link.Out);
    }

    [Fact]
    public async Task Failed_orchestrations_are_listed_with_the_reason_and_resumed()
    {
        await using var world = await WebWorld.StartAsync();
        var admin = await world.TokenAsync(AccessLevel.Administer);
        const string id = "change:contoso/shop@1234";
        world.Seed.Instance(id, OrchestrationRuntimeStatus.Failed, failure: "clamd does not answer");
        var list = await JsonAsync(world, admin, "orchestrations", "list", "--status", "failed");
        Assert.Equal("clamd does not answer", (string?)list["orchestrations"]![0]!["failureDetails"]!["errorMessage"]);
        Assert.Contains("clamd does not answer", (await RunAsync(world, admin, "orchestrations", "show", id)).Out);
        Assert.Equal("rewound", (string?)(await JsonAsync(world, admin, "orchestrations", "resume", id, "--reason", "clamd is back"))["did"]);
        Assert.Equal([$"rewind {id} clamd is back"], world.Engine.Told);
    }

    [Fact]
    public async Task Without_a_Steward_that_answers_the_exit_code_is_3_and_without_an_address_2()
    {
        var nobody = new Dictionary<string, string> { ["STEWARD_URL"] = $"http://127.0.0.1:{TestKit.Azurite.FreePort()}", ["STEWARD_TOKEN"] = "x" };
        Assert.Equal(3, (await StewardCommand.RunAsync("/", nobody, "status")).Exit);
        Assert.Equal(2, (await StewardCommand.RunAsync("/", new Dictionary<string, string> { ["STEWARD_URL"] = "" }, "status")).Exit);
    }

    private static async Task<JsonNode> JsonAsync(WebWorld world, string token, params string[] arguments)
    {
        var run = await RunAsync(world, token, [.. arguments, "--json"]);
        Assert.True(run.Exit == 0, run.Notes);
        return JsonNode.Parse(run.Out)!;
    }

    private static Task<ProgramRun> RunAsync(WebWorld world, string token, params string[] arguments) => StewardCommand.RunAsync(
        "/", new Dictionary<string, string> { ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "200" }, arguments);
}
