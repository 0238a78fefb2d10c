using Steward.Engine;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>What a restart, in order or as a kill, must not change.</summary>
public abstract class EngineContractRestart(EngineFactory start) : EngineContract(start)
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Steps_that_had_completed_are_not_run_again_and_the_rest_goes_on(bool kill)
    {
        var open = new TaskCompletionSource();
        Catalog.Orchestrator("Flow", async context =>
        {
            var first = await context.CallActivityAsync<int>("First");
            await context.CallActivityAsync<int>("Gate");
            return first + await context.CallActivityAsync<int>("Last");
        }).Activity<object, int>("First", _ => Count("first")).Activity<object, int>("Last", _ => 10 * Count("last"))
            .Activity<object, int>("Gate", async (_, stop) =>
            {
                if (Count("gate") == 1) await open.Task.WaitAsync(stop);
                return 0;
            });
        await StartAsync();

        var id = await BeginAsync("Flow");
        while (Calls("gate") == 0) await Task.Delay(10, Patience);
        await AgainAsync(kill);
        Assert.Equal(11, Output<int>(await EndAsync(id)));
        Assert.Equal((1, 2, 1), (Calls("first"), Calls("gate"), Calls("last")));
        open.SetResult();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task An_activity_that_a_stop_cuts_off_has_not_failed(bool kill)
    {
        Catalog.Orchestrator("Once", context => context.CallActivityAsync<int>("Gate"))
            .Activity<object, int>("Gate", async (_, stop) =>
            {
                if (Count("gate") == 1) await Task.Delay(Timeout.Infinite, stop);
                return 5;
            });
        await StartAsync();

        var id = await BeginAsync("Once");
        while (Calls("gate") == 0) await Task.Delay(10, Patience);
        await AgainAsync(kill);
        Assert.Equal(5, Output<int>(await EndAsync(id)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Timers_and_retry_pauses_go_on_where_they_were(bool kill)
    {
        Catalog.Orchestrator("Sleep", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(before.AddSeconds(2), CancellationToken.None);
            return (context.CurrentUtcDateTime - before).TotalSeconds;
        }).Orchestrator("Retry", context => context.CallActivityAsync<int>("Shaky", null, new TaskOptions(new RetryPolicy(2, TimeSpan.FromSeconds(2)))))
            .Activity<object, int>("Shaky", _ => Count("shaky") == 2 ? 2 : throw new InvalidDataException("not yet"));
        await StartAsync();

        var (sleep, retry) = (await BeginAsync("Sleep"), await BeginAsync("Retry"));
        await UntilAsync(retry, found => found.LastUpdatedAt > found.CreatedAt);
        await AgainAsync(kill);
        Assert.InRange(Output<double>(await EndAsync(sleep)), 1.9, 30);
        Assert.Equal(2, Output<int>(await EndAsync(retry)));
        Assert.Equal(2, Calls("shaky"));
    }

    [Fact]
    public async Task Many_instances_survive_many_kills_and_each_step_counts_once()
    {
        Catalog.Orchestrator<int, int>("Chain", async (context, x) =>
        {
            for (var i = 0; i < 6; i++) x = await context.CallActivityAsync<int>("Next", x);
            return x;
        }).Activity<int, int>("Next", async (x, stop) =>
        {
            await Task.Delay(15, stop);
            return x + 1;
        });
        await StartAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => BeginAsync("Chain", 1000 * i, $"chain{i:D2}")));
        for (var round = 0; round < 3; round++)
        {
            await Task.Delay(30, Patience);
            await Engine.KillAsync();
        }

        for (var i = 0; i < ids.Length; i++) Assert.Equal((1000 * i) + 6, Output<int>(await EndAsync(ids[i])));
    }

    [Fact]
    public async Task Code_that_asks_for_something_else_than_its_history_fails_with_a_sentence()
    {
        Catalog.Orchestrator("Flow", async context =>
        {
            await context.CallActivityAsync<int>("Old");
            return await context.WaitForExternalEvent<string>("Go");
        }).Activity<object, int>("Old", _ => 1);
        await StartAsync();

        var id = await BeginAsync("Flow");
        await UntilAsync(id, found => found.LastUpdatedAt > found.CreatedAt);
        await Engine.RestartAsync(new TaskCatalog().Orchestrator("Flow", context => context.CallActivityAsync<string>("New"))
            .Activity<object, string>("New", (_, stop) => Task.FromResult("never")));
        await Client.RaiseEventAsync(id, "Go", "something happens, so that it is replayed at the latest now", Patience);
        var failed = await EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("'Old'", failed.FailureDetails!.ErrorMessage);
        Assert.Contains("'New'", failed.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task An_orchestrator_that_a_new_program_no_longer_has_fails_and_can_be_taken_back()
    {
        Catalog.Orchestrator("Gone", context => context.WaitForExternalEvent<string>("Go"));
        await StartAsync();

        var id = await BeginAsync("Gone");
        await Engine.RestartAsync(new TaskCatalog());
        await Client.RaiseEventAsync(id, "Nudge", "something happens, so that it is looked for at the latest now", Patience);
        Assert.Contains("'Gone'", (await EndAsync(id)).FailureDetails!.ErrorMessage);
        await Engine.RestartAsync(Catalog);
        await Client.RewindInstanceAsync(id, "it is back", Patience);
        await Client.RaiseEventAsync(id, "Go", "here again", Patience);
        Assert.Equal("here again", Output<string>(await EndAsync(id)));
    }

    private Task AgainAsync(bool kill) => kill ? Engine.KillAsync() : Engine.RestartAsync();
}
