using Steward.Engine;
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

    [Fact(Skip = NoRewind)]
    public override Task Rewinding_tries_what_failed_again_and_runs_nothing_twice_that_had_completed() => Task.CompletedTask;

    [Fact(Skip = NoRewind)]
    public override Task Rewinding_a_parent_rewinds_the_sub_orchestrations_that_failed() => Task.CompletedTask;

    internal const string NoRewind = "The test host's sidecar has no rewinding; the providers of Azure Storage and Durable Task Scheduler have.";
}

public sealed class DurableLifecycleTests() : EngineContractLifecycle(DurableUnderTest.StartAsync)
{
    [Fact(Skip = "The test host's sidecar ignores the time of a start; the providers keep it.")]
    public override Task A_start_in_the_future_is_pending_until_then_also_over_a_restart() => Task.CompletedTask;

    // Each provider lists instances in an order of its own.
    protected override IEnumerable<string> InOrder(IEnumerable<string> found) => found.Order(StringComparer.Ordinal);
}

public sealed class DurableRestartTests() : EngineContractRestart(DurableUnderTest.StartAsync)
{
    [Fact(Skip = DurableSubsTests.NoRewind)]
    public override Task An_orchestrator_that_a_new_program_no_longer_has_fails_and_can_be_taken_back() => Task.CompletedTask;
}
