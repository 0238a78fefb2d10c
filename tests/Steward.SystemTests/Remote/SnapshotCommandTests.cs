using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Steward.Access;
using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;
using Steward.SystemTests.Commands;
using Steward.TestKit;
using Steward.TestKit.Hosts;
using Steward.TestKit.Programs;
using Steward.TestKit.Web;

namespace Steward.SystemTests.Remote;

public sealed class SnapshotCommandTests
{
    [Fact]
    public async Task A_snapshot_is_taken_by_a_running_host_listed_and_recorded()
    {
        var folder = Directory.CreateTempSubdirectory("steward-snapshots-").FullName;
        await using var host = await HostProcess.StartAsync((await Azurite.SharedAsync()).ConnectionString, Azurite.NewPrefix());
        using var api = new StewardApi(host.Url, host.Token);
        await api.RegisterAsync(ProductId.Parse("acme/shop"), "git:/nowhere");

        var (exit, taken) = await StewardCommand.JsonAsync(folder, host, "snapshots", "take");
        Assert.True(exit == 0, taken.ToString());
        Assert.Equal(("taken", JsonValueKind.Undefined), (taken.GetProperty("verdict").GetString(), taken.TryGetProperty("problem", out var problem) ? problem.ValueKind : default));
        var stamp = taken.GetProperty("stamp").GetString()!;
        Assert.StartsWith("snapshot:", taken.GetProperty("orchestration").GetString(), StringComparison.Ordinal);

        var (listed, list) = await StewardCommand.JsonAsync(folder, host, "snapshots", "list");
        Assert.Equal(0, listed);
        var newest = list.GetProperty("snapshots")[0];
        Assert.Equal(stamp, newest.GetProperty("manifest").GetProperty("stamp").GetString());
        Assert.Contains(newest.GetProperty("manifest").GetProperty("tables").EnumerateArray(), t => t.GetProperty("name").GetString() == "Ledger" || t.GetProperty("name").GetString() == "Products");
        var evidence = await api.GetAsync<JsonElement>("api/products/acme/shop/evidence?subject=product:acme/shop");
        Assert.Contains(newest.GetProperty("digest").GetString()!, evidence.ToString(), StringComparison.Ordinal);

        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = host.Url, ["STEWARD_TOKEN"] = host.Token, ["COLUMNS"] = "200" };
        var (shown, text, _) = await StewardCommand.RunAsync(folder, environment, "snapshots", "list");
        Assert.Equal(0, shown);
        Assert.Contains(stamp, text, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_that_failed_is_a_no_with_its_reason_and_wrong_callers_are_refused()
    {
        await using var world = await WebWorld.StartAsync();
        world.Seed.Instance("snapshot:2026-11-23T09:30:00Z", OrchestrationRuntimeStatus.Failed, failure: "storage is full");
        var (admin, reader) = (await world.TokenAsync(AccessLevel.Administer), await world.TokenAsync(AccessLevel.Read));

        var failed = await RunAsync(world, admin, "snapshots", "take", "--json");
        Assert.Equal(1, failed.Exit);
        var answer = JsonNode.Parse(failed.Out)!;
        Assert.Equal(("failed", "storage is full"), ((string?)answer["verdict"], (string?)answer["problem"]));
        var told = await RunAsync(world, admin, "snapshots", "take");
        Assert.Contains("was not taken: storage is full", told.Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var refused = await RunAsync(world, reader, "snapshots", "take");
        Assert.Equal(2, refused.Exit);
        Assert.Contains("Administer", refused.Notes, StringComparison.Ordinal);

        var empty = JsonNode.Parse((await RunAsync(world, reader, "snapshots", "list", "--json")).Out)!;
        Assert.Empty(empty["snapshots"]!.AsArray());
        Assert.Equal(3, (await StewardCommand.RunAsync("/", new Dictionary<string, string> { ["STEWARD_URL"] = $"http://127.0.0.1:{Azurite.FreePort()}", ["STEWARD_TOKEN"] = "x" }, "snapshots", "list")).Exit);
    }

    [Fact]
    public async Task A_steward_that_restarts_while_it_is_waited_for_is_waited_for()
    {
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync((_, _) => { }, app =>
        {
            app.MapPost("/api/snapshots", () => Results.Json(new SnapshotAsked("20261123T093000Z", "snapshot:x"), Json.Options, statusCode: 202));
            app.MapGet("/api/orchestrations/{id}", () => ++asked switch
            {
                1 => Results.Json(Instance(OrchestrationRuntimeStatus.Running), Json.Options),
                < 4 => Results.StatusCode(503),
                _ => Results.Json(Instance(OrchestrationRuntimeStatus.Completed), Json.Options),
            });
        });

        var environment = new Dictionary<string, string> { ["STEWARD_URL"] = server.Address.ToString(), ["STEWARD_TOKEN"] = "x" };
        var run = await StewardCommand.RunAsync("/", environment, "snapshots", "take", "--json");

        Assert.Equal((0, 4), (run.Exit, asked));
        Assert.Equal("taken", (string?)JsonNode.Parse(run.Out)!["verdict"]);
    }

    private static OrchestrationMetadata Instance(OrchestrationRuntimeStatus status) => new()
    {
        InstanceId = "snapshot:x", Name = "Snapshot", RuntimeStatus = status, CreatedAt = DateTimeOffset.UnixEpoch, LastUpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Task<ProgramRun> RunAsync(WebWorld world, string token, params string[] arguments) => StewardCommand.RunAsync(
        "/", new Dictionary<string, string> { ["STEWARD_URL"] = world.Address.ToString(), ["STEWARD_TOKEN"] = token, ["COLUMNS"] = "200" }, arguments);
}
