using Steward.Engine;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>Activities: results, order, failures, retries.</summary>
public abstract class EngineContractSteps(EngineFactory start) : EngineContract(start)
{
    private static readonly TaskOptions ThreeTimes = new(new RetryPolicy(3, TimeSpan.FromMilliseconds(50), 2));

    [Fact]
    public async Task Activities_one_after_the_other_hand_on_their_results()
    {
        Catalog.Orchestrator<int, int>("Chain", async (context, x) =>
        {
            for (var i = 0; i < 5; i++) x = await context.CallActivityAsync<int>("Double", x);
            return x;
        }).Activity<int, int>("Double", x => x * 2);
        await StartAsync();

        Assert.Equal(96, Output<int>(await RunAsync("Chain", 3)));
    }

    [Fact]
    public async Task Activities_side_by_side_all_give_their_results_in_the_order_asked()
    {
        Catalog.Orchestrator("Fan", async context =>
            await Task.WhenAll(Enumerable.Range(0, 120).Select(i => context.CallActivityAsync<int>("Square", i))))
            .Activity<int, int>("Square", x => x * x);
        await StartAsync();

        Assert.Equal(Enumerable.Range(0, 120).Select(i => i * i), Output<int[]>(await RunAsync("Fan")));
    }

    [Fact]
    public virtual async Task The_first_of_two_wins_and_the_late_one_does_no_harm()
    {
        var late = new TaskCompletionSource<string>();
        Catalog.Orchestrator("Race", async context =>
        {
            var first = await Task.WhenAny(context.CallActivityAsync<string>("Slow"), context.CallActivityAsync<string>("Fast"));
            return await first;
        }).Activity<object, string>("Slow", (_, stop) => late.Task.WaitAsync(stop)).Activity<object, string>("Fast", _ => "fast");
        await StartAsync();

        var id = await BeginAsync("Race");
        Assert.Equal("fast", Output<string>(await EndAsync(id)));
        late.SetResult("slow");
        Assert.Equal("fast", Output<string>(await EndAsync(id)));
    }

    [Fact]
    public async Task An_activity_that_fails_is_tried_again_until_its_policy_ends()
    {
        Catalog.Orchestrator("Stubborn", context => context.CallActivityAsync<int>("Shaky", 3, ThreeTimes))
            .Orchestrator("Hopeless", context => context.CallActivityAsync<int>("Shaky", 99, ThreeTimes))
            .Activity<int, int>("Shaky", good => Count($"shaky{good}") >= good ? 7 : throw new InvalidDataException($"attempt {Calls($"shaky{good}")}"));
        await StartAsync();

        Assert.Equal(7, Output<int>(await RunAsync("Stubborn")));
        var failed = await RunAsync("Hopeless");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("attempt 3", failed.FailureDetails!.ErrorMessage);
        Assert.Equal((3, 3), (Calls("shaky3"), Calls("shaky99")));
    }

    [Fact]
    public async Task A_failure_that_no_attempt_can_help_ends_the_retries_at_once()
    {
        Catalog.Orchestrator("Wrong", async context =>
        {
            var failure = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync<int>("Refuse", null, TaskOptions.Patient));
            return failure.FailureDetails;
        }).Activity<object, int>("Refuse", _ => Count("refuse") > 0 ? throw StewardException.Invalid("never") : 0);
        await StartAsync();

        var details = Output<FailureDetails>(await RunAsync("Wrong"));
        Assert.Equal(("never", false, 1), (details.ErrorMessage, details.IsRetriable, Calls("refuse")));
    }

    [Fact]
    public async Task A_failure_can_be_caught_and_made_good()
    {
        Catalog.Orchestrator("Careful", async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("Bad");
            }
            catch (TaskFailedException failure)
            {
                return $"{failure.TaskName}/{failure.FailureDetails.ErrorMessage}/{await context.CallActivityAsync<string>("Good")}";
            }
        }).Activity<object, string>("Bad", string (_) => throw new InvalidDataException("broken")).Activity<object, string>("Good", _ => "mended");
        await StartAsync();

        Assert.Equal("Bad/broken/mended", Output<string>(await RunAsync("Careful")));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_fails_with_a_sentence()
    {
        Catalog.Orchestrator("Lost", context => context.CallActivityAsync<string>("Nowhere", null, TaskOptions.Patient));
        await StartAsync();

        var failed = await RunAsync("Lost");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("Nowhere", failed.FailureDetails!.ErrorMessage);
        await RefusesAsync(FailureKind.NotFound, () => BeginAsync("Nobody"));
    }

    [Fact]
    public async Task Payloads_of_any_size_come_through_unchanged()
    {
        var large = string.Concat(Enumerable.Range(0, 60_000).Select(i => (char)(i % 3 == 0 ? '"' : 'a' + i % 26)));
        Catalog.Orchestrator<string, string>("Echo", (context, text) => context.CallActivityAsync<string>("Same", text))
            .Activity<string, string>("Same", text => text);
        await StartAsync();

        var ended = await RunAsync("Echo", large);
        Assert.Equal(large, Output<string>(ended));
        Assert.Equal(large, Json.Read<string>(ended.SerializedInput!));
        Assert.Null((await Client.GetInstanceAsync(ended.InstanceId, false, Patience))!.SerializedOutput);
    }

    [Fact]
    public async Task Ids_and_time_are_the_same_in_every_replay()
    {
        Catalog.Orchestrator("Same", async context =>
        {
            var (before, time) = (context.NewGuid(), context.CurrentUtcDateTime);
            await context.CallActivityAsync<Nothing>("Nop");
            var seen = new[] { $"{before}", $"{context.NewGuid()}", $"{time:O}", $"{context.CurrentUtcDateTime:O}" };
            await context.WaitForExternalEvent<string>("Go");
            return seen.Append($"{context.InstanceId}").ToArray();
        }).Activity<object, Nothing>("Nop", _ => Nothing.Value)
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string[]>("Same", null, new SubOrchestrationOptions("same")));
        await StartAsync();

        await BeginAsync("Same", id: "same");
        await Engine.KillAsync();
        await Client.RaiseEventAsync("same", "Go", "", Patience);
        var seen = Output<string[]>(await EndAsync("same"));
        Assert.Equal("same", seen[4]);
        Assert.NotEqual(seen[0], seen[1]);
        Assert.Equal('5', seen[0][14]);
        Assert.True(string.CompareOrdinal(seen[2], seen[3]) <= 0);
    }
}
