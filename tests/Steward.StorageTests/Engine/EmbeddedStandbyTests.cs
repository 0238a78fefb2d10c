using System.Diagnostics;
using Steward.Engine;
using Steward.Kernel;
using Steward.TestKit;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>One active node with hot standby: takeover, and that two nodes never both write.</summary>
[Long]
public sealed class EmbeddedStandbyTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;

    [Fact]
    public async Task A_standby_answers_reads_refuses_writes_and_takes_over_within_30_seconds_of_a_kill()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Program(), new EmbeddedSetting());
        var first = engine.Node;
        var firstWire = engine.Wire;
        await first.ScheduleNewOrchestrationInstanceAsync("Wait", null, new("w"), Patience);
        var second = await engine.AddNodeAsync();

        Assert.Equal("w", (await second.GetInstanceAsync("w", false, Patience))!.InstanceId);
        Assert.False(second.IsActive);
        var refused = await RefusedAsync(second, "other");
        Assert.NotNull(refused.RetryAfter);

        firstWire.IsCut = true;
        var clock = Stopwatch.StartNew();
        await second.WhenActive.WaitAsync(Patience);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await second.RaiseEventAsync("w", "Go", "taken over", Patience);
        Assert.Equal("\"taken over\"", (await second.WaitForInstanceCompletionAsync("w", true, Patience)).SerializedOutput);
    }

    [Fact]
    public async Task A_node_that_slept_while_another_took_over_writes_nothing_any_more()
    {
        // The lease is renewed so seldom that the first node can only notice by its fence.
        await using var engine = await EmbeddedUnderTest.StartAsync(
            Program(), new EmbeddedSetting { Options = o => o with { LeaseDuration = TimeSpan.FromSeconds(60), StandbyPoll = TimeSpan.FromSeconds(5) } });
        var first = engine.Node;
        await first.ScheduleNewOrchestrationInstanceAsync("Wait", null, new("w"), Patience);
        await engine.BreakLeaseAsync();
        var second = await engine.AddNodeAsync();
        await second.WhenActive.WaitAsync(Patience);
        Assert.True(first.IsActive && second.IsActive, "both must believe that they are the active one");

        await RefusedAsync(first, "written by the first");
        var raised = await Assert.ThrowsAsync<StewardException>(() => first.RaiseEventAsync("w", "Go", "by the first", Patience));
        Assert.Equal(FailureKind.Unavailable, raised.Kind);
        Assert.Null(await second.GetInstanceAsync("written by the first", false, Patience));
        Assert.False(first.IsActive);

        await second.RaiseEventAsync("w", "Go", "by the second", Patience);
        Assert.Equal("\"by the second\"", (await second.WaitForInstanceCompletionAsync("w", true, Patience)).SerializedOutput);
        Assert.Equal("\"by the second\"", (await first.WaitForInstanceCompletionAsync("w", true, Patience)).SerializedOutput);
    }

    [Fact]
    public async Task A_stop_in_order_hands_over_at_once_and_the_stopped_node_can_be_started_again()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Program(), new EmbeddedSetting());
        var first = engine.Node;
        var second = await engine.AddNodeAsync();
        await first.ScheduleNewOrchestrationInstanceAsync("Wait", null, new("w"), Patience);

        var clock = Stopwatch.StartNew();
        await first.StopAsync(Patience);
        await second.WhenActive.WaitAsync(Patience);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await first.StartAsync(Patience);
        await second.StopAsync(Patience);
        await first.WhenActive.WaitAsync(Patience);
        await first.RaiseEventAsync("w", "Go", "back", Patience);
        Assert.Equal("\"back\"", (await first.WaitForInstanceCompletionAsync("w", true, Patience)).SerializedOutput);
    }

    [Fact]
    public async Task Nodes_that_steal_from_each_other_under_load_lose_nothing_and_do_nothing_twice_in_the_journal()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Program(), new EmbeddedSetting());
        var nodes = new List<Steward.Engine.Embedded.EmbeddedEngine> { engine.Node, await engine.AddNodeAsync() };
        var ids = Enumerable.Range(0, 60).Select(i => $"chain{i:D2}").ToList();
        var acknowledged = ids.ConvertAll(id => StartSomewhereAsync(nodes, id));
        for (var round = 0; round < 6; round++)
        {
            await Task.Delay(150, Patience);
            await engine.BreakLeaseAsync();
        }

        await Task.WhenAll(acknowledged);
        foreach (var id in ids)
            Assert.Equal("8", (await nodes[0].WaitForInstanceCompletionAsync(id, true, Patience)).SerializedOutput);
    }

    private static async Task StartSomewhereAsync(List<Steward.Engine.Embedded.EmbeddedEngine> nodes, string id)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await nodes[attempt % 2].ScheduleNewOrchestrationInstanceAsync("Chain", 8, new(id), Patience);
                return;
            }
            catch (StewardException busy) when (busy.Kind == FailureKind.Unavailable)
            {
                await Task.Delay(50, Patience);
            }
        }
    }

    private static async Task<StewardException> RefusedAsync(IOrchestrationClient node, string id)
    {
        var refused = await Assert.ThrowsAsync<StewardException>(
            () => node.ScheduleNewOrchestrationInstanceAsync("Wait", null, new(id), Patience));
        Assert.Equal(FailureKind.Unavailable, refused.Kind);
        return refused;
    }

    private static TaskCatalog Program() => new TaskCatalog()
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("Go"))
        .Orchestrator<int, int>("Chain", async (context, n) =>
        {
            var x = 0;
            for (var i = 0; i < n; i++) x = await context.CallActivityAsync<int>("Next", x);
            return x;
        })
        .Activity<int, int>("Next", async (x, stop) =>
        {
            await Task.Delay(20, stop);
            return x + 1;
        });
}
