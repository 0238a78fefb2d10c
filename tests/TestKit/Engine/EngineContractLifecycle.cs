using Steward.Engine;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>The verbs of people: start, hold, end, remove, ask.</summary>
public abstract class EngineContractLifecycle(EngineFactory start) : EngineContract(start)
{
    [Fact]
    public async Task A_second_start_of_the_same_id_is_harmless_in_any_state_and_in_a_race()
    {
        Program();
        await StartAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => BeginAsync("Wait", $"{i}", "one")));
        Assert.All(ids, id => Assert.Equal("one", id));
        var input = (await UntilAsync("one", _ => true)).SerializedInput;
        await Client.RaiseEventAsync("one", "Go", "done", Patience);
        await EndAsync("one");
        await BeginAsync("Wait", "late", "one");
        Assert.Equal((input, "done"), ((await EndAsync("one")).SerializedInput, Output<string>(await EndAsync("one"))));
        Assert.Equal(1, Calls("wait"));
    }

    [Fact]
    public async Task A_terminated_instance_has_ended_with_the_output_given_and_its_children_go_on()
    {
        Program();
        await StartAsync();

        await BeginAsync("Parent", id: "p");
        await UntilAsync("p:0000", _ => true);
        await Client.TerminateInstanceAsync("p", "enough", Patience);
        var ended = await EndAsync("p");
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "\"enough\""), (ended.RuntimeStatus, ended.SerializedOutput));
        await Client.TerminateInstanceAsync("p", "twice is harmless", Patience);
        await Client.RaiseEventAsync("p:0000", "Go", "child", Patience);
        Assert.Equal("child", Output<string>(await EndAsync("p:0000")));
        await RefusesAsync(FailureKind.Conflict, () => Client.TerminateInstanceAsync("p:0000", null, Patience));
        await RefusesAsync(FailureKind.NotFound, () => Client.TerminateInstanceAsync("nobody", null, Patience));
    }

    [Fact]
    public async Task A_suspended_instance_records_what_happens_and_runs_it_when_resumed()
    {
        Program();
        await StartAsync();

        await BeginAsync("Wait", id: "s");
        await Client.SuspendInstanceAsync("s", "hold", Patience);
        await Client.SuspendInstanceAsync("s", "hold twice", Patience);
        await Client.RaiseEventAsync("s", "Go", "held", Patience);
        await Engine.KillAsync();
        await UntilAsync("s", found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await Client.ResumeInstanceAsync("s", "go on", Patience);
        Assert.Equal("held", Output<string>(await EndAsync("s")));
        await RefusesAsync(FailureKind.Conflict, () => Client.SuspendInstanceAsync("s", null, Patience));
        await RefusesAsync(FailureKind.Conflict, () => Client.ResumeInstanceAsync("s", null, Patience));
    }

    [Fact]
    public async Task What_an_activity_gave_while_its_instance_was_held_is_not_lost_and_not_run_again()
    {
        var open = new TaskCompletionSource<int>();
        Catalog.Orchestrator("Held", async context => await context.CallActivityAsync<int>("Gate") + await context.CallActivityAsync<int>("Next"))
            .Activity<object, int>("Gate", (_, stop) =>
            {
                Count("gate");
                return open.Task.WaitAsync(stop);
            }).Activity<object, int>("Next", _ => Count("next"));
        await StartAsync();

        var id = await BeginAsync("Held");
        while (Calls("gate") == 0) await Task.Delay(10, Patience);
        await Client.SuspendInstanceAsync(id, null, Patience);
        var before = (await Client.GetInstanceAsync(id, false, Patience))!.LastUpdatedAt;
        open.SetResult(41);
        await UntilAsync(id, found => found.LastUpdatedAt > before);
        Assert.Equal(0, Calls("next"));
        await Client.ResumeInstanceAsync(id, null, Patience);
        Assert.Equal(42, Output<int>(await EndAsync(id)));
        Assert.Equal((1, 1), (Calls("gate"), Calls("next")));
    }

    [Fact]
    public async Task A_purged_instance_is_gone_with_all_it_had_and_its_id_is_free_again()
    {
        Program();
        await StartAsync();

        await BeginAsync("Wait", new string('x', 100_000), "gone");
        await RefusesAsync(FailureKind.Conflict, () => Client.PurgeInstanceAsync("gone", Patience));
        await Client.RaiseEventAsync("gone", "Go", "old", Patience);
        await EndAsync("gone");
        Assert.True(await Client.PurgeInstanceAsync("gone", Patience));
        Assert.False(await Client.PurgeInstanceAsync("gone", Patience));
        Assert.Null(await Client.GetInstanceAsync("gone", true, Patience));
        await RefusesAsync(FailureKind.NotFound, () => EndAsync("gone"));
        await BeginAsync("Wait", id: "gone");
        await Client.RaiseEventAsync("gone", "Go", "new", Patience);
        Assert.Equal("new", Output<string>(await EndAsync("gone")));
    }

    [Fact]
    public async Task Instances_are_found_by_state_and_by_prefix_in_the_order_of_their_ids()
    {
        Program();
        await StartAsync();

        string[] ids = ["change:a/b@1", "change:a-b/c@1", "change:a.b/c@1", "change:a/b@2", "other:%|x", "change:a0/b@1"];
        foreach (var id in ids) await BeginAsync("Wait", id: id);
        await Client.RaiseEventAsync("change:a/b@2", "Go", "done", Patience);
        await EndAsync("change:a/b@2");

        Assert.Equal(ids.Order(StringComparer.Ordinal), await FindAsync(new OrchestrationQuery()));
        Assert.Equal(["change:a/b@1", "change:a/b@2"], await FindAsync(new OrchestrationQuery(InstanceIdPrefix: "change:a/")));
        Assert.Equal(["change:a/b@2"], await FindAsync(new OrchestrationQuery([OrchestrationRuntimeStatus.Completed])));
        var running = await FindAsync(new OrchestrationQuery([OrchestrationRuntimeStatus.Running], "change:"));
        Assert.Equal(["change:a-b/c@1", "change:a.b/c@1", "change:a/b@1", "change:a0/b@1"], running);
        Assert.Equal(2, (await FindAsync(new OrchestrationQuery([OrchestrationRuntimeStatus.Running], "change:", 2))).Intersect(running).Count());
        var ended = await Client.GetAllInstancesAsync(new OrchestrationQuery([OrchestrationRuntimeStatus.Completed], FetchInputsAndOutputs: true), Patience)
            .SingleAsync(Patience);
        Assert.Equal(("Wait", "\"done\""), (ended.Name, ended.SerializedOutput));
    }

    [Fact]
    public virtual async Task A_start_in_the_future_is_pending_until_then_also_over_a_restart()
    {
        Program();
        await StartAsync();

        var due = DateTimeOffset.UtcNow.AddSeconds(1.5);
        await Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("later", due), Patience);
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await Client.GetInstanceAsync("later", false, Patience))!.RuntimeStatus);
        await Client.RaiseEventAsync("later", "Go", "early", Patience);
        Assert.Equal(0, Calls("wait"));
        await Engine.KillAsync();
        Assert.Equal("early", Output<string>(await EndAsync("later")));
        Assert.True(DateTimeOffset.UtcNow >= due.AddMilliseconds(-100));
    }

    [Fact]
    public async Task An_id_that_cannot_be_one_is_refused()
    {
        Program();
        await StartAsync();

        foreach (var id in new[] { "", "a\\b", "a#b", "a?b", "a\nb", new string('x', 201) })
            await RefusesAsync(FailureKind.Invalid, () => BeginAsync("Wait", id: id));
        await BeginAsync("Wait", id: new string('/', 200));
        Assert.NotNull(await Client.GetInstanceAsync(new string('/', 200), false, Patience));
    }

    private void Program() => Catalog
        .Orchestrator("Wait", async context =>
        {
            if (!context.IsReplaying) Count("wait");
            return await context.WaitForExternalEvent<string>("Go");
        })
        .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Wait"));

    /// <summary>Ids as this engine gives them; one that promises no order sorts them here.</summary>
    protected virtual IEnumerable<string> InOrder(IEnumerable<string> found) => found;

    private async Task<List<string>> FindAsync(OrchestrationQuery query) =>
        [.. InOrder(await Client.GetAllInstancesAsync(query, Patience).Select(found => found.InstanceId).ToListAsync(Patience))];
}
