using Steward.Engine;
using Steward.Kernel;
using Steward.TestKit.Engine;
using Steward.TestKit.Hosts;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>What becomes of large payloads when an instance begins anew.</summary>
public sealed class EmbeddedPayloadTests
{
    private const int Large = 60_000;
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Only_those_of_the_present_run_are_kept()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Rounds());
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", Text(0), new("round"), Patience);
        await WaitsAsync(engine, 4);
        Assert.Equal(2, (await BlobsAsync(engine)).Count); // the input of this run, and its activity's result
        await engine.Client.RaiseEventAsync("round", "End", true, Patience);
        var ended = await engine.Client.WaitForInstanceCompletionAsync("round", true, Patience);
        Assert.Equal((Text(4), Text(4)), (Json.Read<string>(ended.SerializedInput!), Json.Read<string>(ended.SerializedOutput!)));
    }

    [Fact]
    public async Task What_a_killed_node_left_of_earlier_runs_is_removed_by_the_next()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Rounds());
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", Text(0), new("round"), Patience);
        await WaitsAsync(engine, 4);
        await engine.Container.UploadBlobAsync("payloads/round/00000002/left-over", BinaryData.FromString("x"), Patience);
        await engine.Container.UploadBlobAsync("payloads/rounds/00000002/of another instance", BinaryData.FromString("x"), Patience);
        await engine.KillAsync();
        await Eventually.TrueAsync("it is gone", async () => !(await BlobsAsync(engine)).Contains("payloads/round/00000002/left-over"));
        Assert.Contains("payloads/rounds/00000002/of another instance", await BlobsAsync(engine));
        await engine.Client.RaiseEventAsync("round", "End", true, Patience);
        var ended = await engine.Client.WaitForInstanceCompletionAsync("round", true, Patience);
        Assert.Equal(Text(4), Json.Read<string>(ended.SerializedOutput!));
    }

    [Fact]
    public async Task A_sub_orchestration_that_is_tried_again_still_has_its_input()
    {
        var tries = 0;
        var catalog = new TaskCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", Text(7), new SubOrchestrationOptions("child", new RetryPolicy(4, TimeSpan.FromMilliseconds(10)))))
            .Orchestrator<string, int>("Child", (context, text) => context.CallActivityAsync<int>("Length", text))
            .Activity<string, int>("Length", text => ++tries < 4 ? throw StewardException.Unavailable("not yet") : text.Length);
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", cancellation: Patience);
        var ended = await engine.Client.WaitForInstanceCompletionAsync(id, true, Patience);
        Assert.Equal($"{Large}", ended.SerializedOutput);
    }

    [Fact]
    public async Task An_instance_that_begins_anew_again_and_again_can_be_read_at_any_moment()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Rounds());
        for (var i = 0; i < 5; i++)
        {
            var id = $"round{i}";
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", Text(0), new(id), Patience);
            while (await engine.Client.GetInstanceAsync(id, true, Patience) is { } found && Json.Read<string>(found.SerializedInput!)[^1] != '4')
                Assert.Equal(Large, Json.Read<string>(found.SerializedInput!).Length);
        }
    }

    // Begins anew until its input says 4, with a large result in each run; then waits.
    private static TaskCatalog Rounds() => new TaskCatalog()
        .Orchestrator<string, string>("Rounds", async (context, input) =>
        {
            var made = await context.CallActivityAsync<string>("Make", input[^1] - '0' + 1);
            context.SetCustomStatus(input[^1] - '0');
            if (input[^1] == '4') return await context.WaitForExternalEvent<bool>("End") ? input : "";
            context.ContinueAsNew(made);
            return "";
        })
        .Activity<int, string>("Make", Text);

    private static string Text(int number) => new string('x', Large - 1) + number;

    private static Task WaitsAsync(EmbeddedUnderTest engine, int round) => Eventually.TrueAsync($"it waits in round {round}", async () =>
        (await engine.Client.GetInstanceAsync("round", cancellation: Patience))!.SerializedCustomStatus == $"{round}");

    private static async Task<List<string>> BlobsAsync(EmbeddedUnderTest engine) =>
        await engine.Container.GetBlobsAsync(cancellationToken: Patience).Select(b => b.Name).Where(n => n.StartsWith("payloads/", StringComparison.Ordinal)).ToListAsync(Patience);
}
