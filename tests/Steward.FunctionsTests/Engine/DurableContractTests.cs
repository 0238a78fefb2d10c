using Steward.Engine;
using Steward.Kernel;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.FunctionsTests.Engine;

/// <summary>The contract against Durable Task. What stands here is where it differs: each with what it does instead, or why that cannot be tested here.</summary>
public sealed class DurableStepsTests() : EngineContractSteps(DurableUnderTest.StartAsync)
{
    // Durable Task ends an instance only when all that it asked for has ended (TaskOrchestrationExecutor: HasOpenTasks): the output is the same, but later.
    [Fact]
    public override async Task The_first_of_two_wins_and_the_late_one_does_no_harm()
    {
        var late = new TaskCompletionSource<string>();
        Catalog.Orchestrator("Race", async context =>
        {
            var first = await await Task.WhenAny(context.CallActivityAsync<string>("Slow"), context.CallActivityAsync<string>("Fast"));
            context.SetCustomStatus(first);
            return first;
        }).Activity<object, string>("Slow", (_, stop) => late.Task.WaitAsync(stop)).Activity<object, string>("Fast", _ => "fast");
        await StartAsync();

        var id = await BeginAsync("Race");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await UntilAsync(id, found => found.SerializedCustomStatus == "\"fast\"")).RuntimeStatus);
        late.SetResult("slow");
        Assert.Equal("fast", Output<string>(await EndAsync(id)));
    }
}

public sealed class DurableEventsTests() : EngineContractEvents(DurableUnderTest.StartAsync);

public sealed class DurableSubsTests() : EngineContractSubs(DurableUnderTest.StartAsync)
{
    [Fact(Skip = "Durable Task knows no joining: a sub-orchestration's id must be its own. Steward derives each from its parent's id and the capability.")]
    public override Task A_sub_orchestration_with_an_id_that_exists_is_joined_whether_it_runs_or_has_ended() => Task.CompletedTask;

    // The adapter begins a failed instance again with its input (DurableClient says why).
    [Fact]
    public override async Task Rewinding_tries_what_failed_again_and_runs_nothing_twice_that_had_completed()
    {
        Catalog.Orchestrator<int, int[]>("Flow", async (context, input) =>
            [input, await context.CallActivityAsync<int>("Before"), await context.CallActivityAsync<int>("Shaky", null, TwoAttempts), await context.CallActivityAsync<int>("After")])
            .Activity<object, int>("Before", _ => Count("before")).Activity<object, int>("After", _ => Count("after"))
            .Activity<object, int>("Shaky", _ => Count("shaky") > 3 ? 4 : throw new InvalidDataException("down"));
        await StartAsync();

        var id = await BeginAsync("Flow", 7);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
        await Client.RewindInstanceAsync(id, "mended", Patience);
        Assert.Equal(new[] { 7, 2, 4, 1 }, Output<int[]>(await EndAsync(id)));
        await RefusesAsync(FailureKind.Conflict, () => Client.RewindInstanceAsync(id, "again", Patience));
        await RefusesAsync(FailureKind.NotFound, () => Client.RewindInstanceAsync("nobody", "again", Patience));
    }

    [Fact]
    public override async Task Rewinding_a_parent_rewinds_the_sub_orchestrations_that_failed()
    {
        var broken = true;
        Catalog.Orchestrator("Parent", async context => await Task.WhenAll(
                context.CallSubOrchestratorAsync<int>("Child", 1), context.CallSubOrchestratorAsync<int>("Child", 2)))
            .Orchestrator<int, int>("Child", (context, x) => context.CallActivityAsync<int>("Step", x))
            .Activity<int, int>("Step", x => x == 2 && Volatile.Read(ref broken) ? throw StewardException.Invalid("broken") : x * Count($"step{x}"));
        await StartAsync();

        var id = await BeginAsync("Parent");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
        Volatile.Write(ref broken, false);
        await Client.RewindInstanceAsync(id, "mended", Patience);
        Assert.Equal(new[] { 2, 2 }, Output<int[]>(await EndAsync(id)));
    }

    private static TaskOptions TwoAttempts => new(new RetryPolicy(2, TimeSpan.FromMilliseconds(10)));
}

public sealed class DurableLifecycleTests() : EngineContractLifecycle(DurableUnderTest.StartAsync)
{
    [Fact(Skip = "The test host's sidecar ignores the time of a start; the providers keep it.")]
    public override Task A_start_in_the_future_is_pending_until_then_also_over_a_restart() => Task.CompletedTask;

    // Each provider lists instances in an order of its own.
    protected override IEnumerable<string> InOrder(IEnumerable<string> found) => found.Order(StringComparer.Ordinal);
}

public sealed class DurableRestartTests() : EngineContractRestart(DurableUnderTest.StartAsync);
