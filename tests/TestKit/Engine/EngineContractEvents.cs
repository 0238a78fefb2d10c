using Steward.Engine;
using Steward.Kernel;
using Xunit;

namespace Steward.TestKit.Engine;

/// <summary>Events from outside, timers, custom status, ContinueAsNew.</summary>
public abstract class EngineContractEvents(EngineFactory start) : EngineContract(start)
{
    [Fact]
    public async Task Events_that_came_before_they_were_awaited_are_kept_in_order_by_name()
    {
        Catalog.Orchestrator("Collect", async context =>
        {
            await context.WaitForExternalEvent<int>("Start");
            var seen = new List<int>();
            for (var i = 0; i < 3; i++) seen.Add(await context.WaitForExternalEvent<int>("B"));
            for (var i = 0; i < 3; i++) seen.Add(await context.WaitForExternalEvent<int>("A"));
            return seen;
        });
        await StartAsync();

        var id = await BeginAsync("Collect");
        for (var i = 1; i <= 3; i++)
        {
            await Client.RaiseEventAsync(id, "A", i, Patience);
            await Client.RaiseEventAsync(id, "B", 10 * i, Patience);
        }

        await Engine.KillAsync();
        await Client.RaiseEventAsync(id, "Start", 0, Patience);
        Assert.Equal(new[] { 10, 20, 30, 1, 2, 3 }, Output<int[]>(await EndAsync(id)));
    }

    [Fact]
    public async Task Whoever_waits_first_gets_the_first_event_and_who_gave_up_gets_none()
    {
        Catalog.Orchestrator("Line", async context =>
        {
            using var gaveUp = new CancellationTokenSource();
            var never = context.WaitForExternalEvent<string>("E", gaveUp.Token);
            var (first, second) = (context.WaitForExternalEvent<string>("E"), context.WaitForExternalEvent<string>("E"));
            gaveUp.Cancel(); // CancelAsync would leave the orchestrator's thread
            return $"{await first}{await second}{never.IsCanceled}";
        });
        await StartAsync();

        var id = await BeginAsync("Line");
        await Client.RaiseEventAsync(id, "E", "a", Patience);
        await Client.RaiseEventAsync(id, "E", "b", Patience);
        Assert.Equal("abTrue", Output<string>(await EndAsync(id)));
        await Client.RaiseEventAsync(id, "E", "after the end", Patience);
        await RefusesAsync(FailureKind.NotFound, () => Client.RaiseEventAsync("nobody", "E", "x", Patience));
    }

    [Fact]
    public async Task A_timer_fires_and_the_clock_has_moved_to_its_time()
    {
        Catalog.Orchestrator("Sleep", async context =>
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(before.AddMilliseconds(150), CancellationToken.None);
            return (context.CurrentUtcDateTime - before).TotalMilliseconds;
        });
        await StartAsync();

        // A timer can fire a little early.
        Assert.InRange(Output<double>(await RunAsync("Sleep")), 100, 60_000);
    }

    [Fact]
    public async Task A_cancelled_timer_leaves_nothing_behind()
    {
        Catalog.Orchestrator("Deadline", async context =>
        {
            using var enough = new CancellationTokenSource();
            var deadline = context.CreateTimer(context.CurrentUtcDateTime.AddDays(400), enough.Token);
            var answer = context.WaitForExternalEvent<string>("Answer");
            var first = await Task.WhenAny(deadline, answer);
            enough.Cancel(); // CancelAsync would leave the orchestrator's thread
            return $"{first == answer} {deadline.IsCanceled} {await answer}";
        });
        await StartAsync();

        var id = await BeginAsync("Deadline");
        await Client.RaiseEventAsync(id, "Answer", "yes", Patience);
        Assert.Equal("True True yes", Output<string>(await EndAsync(id)));
    }

    [Fact]
    public async Task A_custom_status_is_seen_while_the_instance_waits_and_after_it_ended()
    {
        Catalog.Orchestrator("Report", async context =>
        {
            context.SetCustomStatus("begun");
            await context.WaitForExternalEvent<string>("Go");
            context.SetCustomStatus(new { Done = 1 });
            await context.WaitForExternalEvent<string>("Go");
            return "";
        });
        await StartAsync();

        var id = await BeginAsync("Report");
        await UntilAsync(id, found => found.SerializedCustomStatus == "\"begun\"");
        await Client.RaiseEventAsync(id, "Go", "", Patience);
        Assert.Equal("{\"done\":1}", (await UntilAsync(id, found => found.SerializedCustomStatus != "\"begun\"")).SerializedCustomStatus);
        await Client.RaiseEventAsync(id, "Go", "", Patience);
        Assert.Equal("{\"done\":1}", (await EndAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task A_custom_status_beyond_16_KB_fails_the_instance_with_a_sentence()
    {
        Catalog.Orchestrator("Chatty", context =>
        {
            context.SetCustomStatus(new string('x', 20_000));
            return Task.FromResult("");
        });
        await StartAsync();

        var failed = await RunAsync("Chatty");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Contains("custom status", failed.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Continuing_as_new_begins_again_with_the_new_input_and_keeps_what_nobody_took()
    {
        Catalog.Orchestrator<int, int>("Count", async (context, sum) =>
        {
            var add = await context.WaitForExternalEvent<int>("Add");
            if (add == 0) return sum;
            context.ContinueAsNew(sum + add);
            return -1;
        });
        await StartAsync();

        var id = await BeginAsync("Count", 0);
        foreach (var add in Enumerable.Range(1, 20).Append(0)) await Client.RaiseEventAsync(id, "Add", add, Patience);
        var ended = await EndAsync(id);
        Assert.Equal(210, Output<int>(ended));
        Assert.Equal("210", ended.SerializedInput);
    }

    [Fact]
    public async Task Continuing_as_new_can_forget_what_nobody_took()
    {
        Catalog.Orchestrator<int, string>("Forget", async (context, run) =>
        {
            await context.WaitForExternalEvent<int>("Go");
            if (run > 0) return "second";
            context.ContinueAsNew(1, preserveUnprocessedEvents: false);
            return "";
        });
        await StartAsync();

        var id = await BeginAsync("Forget", 0);
        await Client.RaiseEventAsync(id, "Other", 1, Patience);
        await Client.RaiseEventAsync(id, "Go", 1, Patience);
        await UntilAsync(id, found => found.SerializedInput == "1");
        await Engine.KillAsync();
        await Client.RaiseEventAsync(id, "Go", 2, Patience);
        Assert.Equal("second", Output<string>(await EndAsync(id)));
    }
}
