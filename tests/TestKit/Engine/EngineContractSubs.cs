using Steward.Engine;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>Sub-orchestrations, and taking back what failed.</summary>
public abstract class EngineContractSubs(EngineFactory start) : EngineContract(start)
{
    [Fact]
    public async Task A_sub_orchestration_gives_its_output_under_an_id_of_its_parent()
    {
        Catalog.Orchestrator("Parent", async context => new[]
            {
                await context.CallSubOrchestratorAsync<string>("Child", "a"),
                await context.CallSubOrchestratorAsync<string>("Child", "b"),
            })
            .Orchestrator<string, string>("Child", async (context, x) => $"{await context.CallActivityAsync<string>("Up", x)}@{context.InstanceId}")
            .Activity<string, string>("Up", x => x.ToUpperInvariant());
        await StartAsync();

        Assert.Equal(["A@p:0000", "B@p:0001"], Output<string[]>(await RunAsync("Parent", id: "p")));
    }

    [Fact]
    public virtual async Task A_sub_orchestration_with_an_id_that_exists_is_joined_whether_it_runs_or_has_ended()
    {
        Catalog.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions("shared")))
            .Orchestrator("Child", async context =>
            {
                Count("child");
                return await context.WaitForExternalEvent<string>("Go");
            });
        await StartAsync();

        await BeginAsync("Child", id: "shared");
        var parents = new[] { await BeginAsync("Parent"), await BeginAsync("Parent") };
        await Client.RaiseEventAsync("shared", "Go", "joined", Patience);
        foreach (var parent in parents) Assert.Equal("joined", Output<string>(await EndAsync(parent)));
        Assert.Equal("joined", Output<string>(await RunAsync("Parent")));
    }

    [Fact]
    public async Task A_failed_sub_orchestration_fails_its_call_with_the_reason()
    {
        Catalog.Orchestrator("Parent", async context =>
            (await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<string>("Child"))).Message)
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Bad"))
            .Activity<object, string>("Bad", string (_) => throw new InvalidDataException("the reason"));
        await StartAsync();

        var message = Output<string>(await RunAsync("Parent"));
        Assert.Contains("Child failed", message);
        Assert.Contains("the reason", message);
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_as_its_policy_says()
    {
        Catalog.Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", 5, new SubOrchestrationOptions(Retry: new RetryPolicy(3, TimeSpan.FromMilliseconds(20)))))
            .Orchestrator<int, int>("Child", async (context, x) => x + await context.CallActivityAsync<int>("Third"))
            .Activity<object, int>("Third", _ => Count("third") == 3 ? 3 : throw new InvalidDataException("not yet"));
        await StartAsync();

        Assert.Equal(8, Output<int>(await RunAsync("Parent")));
        Assert.Equal(3, Calls("third"));
    }

    [Fact]
    public async Task A_killed_parent_finds_its_child_again_also_when_that_has_ended_meanwhile()
    {
        Catalog.Orchestrator("Parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions("child"));
                await context.WaitForExternalEvent<string>("Go");
                return await child;
            })
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("Go"));
        await StartAsync();

        var parent = await BeginAsync("Parent");
        await UntilAsync("child", _ => true);
        await Engine.KillAsync();
        await Client.SuspendInstanceAsync(parent, null, Patience);
        await Client.RaiseEventAsync("child", "Go", "found", Patience);
        await EndAsync("child");
        await Engine.KillAsync();
        await Client.ResumeInstanceAsync(parent, null, Patience);
        await Client.RaiseEventAsync(parent, "Go", "", Patience);
        Assert.Equal("found", Output<string>(await EndAsync(parent)));
    }

    [Fact]
    public virtual async Task Rewinding_tries_what_failed_again_and_runs_nothing_twice_that_had_completed()
    {
        Catalog.Orchestrator("Flow", async context => new[]
            {
                await context.CallActivityAsync<int>("Before"), await context.WaitForExternalEvent<int>("E"),
                await context.CallActivityAsync<int>("Shaky", null, new TaskOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(10)))),
                await context.CallActivityAsync<int>("After"),
            })
            .Activity<object, int>("Before", _ => Count("before")).Activity<object, int>("After", _ => Count("after"))
            .Activity<object, int>("Shaky", _ => Count("shaky") > 3 ? 4 : throw new InvalidDataException("down"));
        await StartAsync();

        var id = await BeginAsync("Flow");
        await Client.RaiseEventAsync(id, "E", 7, Patience);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
        await Client.RewindInstanceAsync(id, "mended", Patience);
        Assert.Equal(new[] { 1, 7, 4, 1 }, Output<int[]>(await EndAsync(id)));
        Assert.Equal((1, 4), (Calls("before"), Calls("shaky")));
        await RefusesAsync(FailureKind.Conflict, () => Client.RewindInstanceAsync(id, "again", Patience));
        await RefusesAsync(FailureKind.NotFound, () => Client.RewindInstanceAsync("nobody", "again", Patience));
    }

    [Fact]
    public virtual async Task Rewinding_a_parent_rewinds_the_sub_orchestrations_that_failed()
    {
        var broken = true;
        Catalog.Orchestrator("Parent", async context => await Task.WhenAll(
                context.CallSubOrchestratorAsync<int>("Child", 1), context.CallSubOrchestratorAsync<int>("Child", 2)))
            .Orchestrator<int, int>("Child", async (context, x) =>
                await context.CallActivityAsync<int>("First", x) + await context.CallActivityAsync<int>("Second", x))
            .Activity<int, int>("First", x => Count($"first{x}"))
            .Activity<int, int>("Second", x => x == 2 && Volatile.Read(ref broken) ? throw StewardException.Invalid("broken") : x);
        await StartAsync();

        var id = await BeginAsync("Parent");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await EndAsync(id)).RuntimeStatus);
        Volatile.Write(ref broken, false);
        await Client.RewindInstanceAsync(id, "mended", Patience);
        Assert.Equal(new[] { 2, 3 }, Output<int[]>(await EndAsync(id)));
        Assert.Equal((1, 1), (Calls("first1"), Calls("first2")));
    }
}
