using Steward.Engine;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>How often the embedded engine writes, and what it does when an answer is lost.</summary>
public sealed class EmbeddedWritesTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Theory, InlineData(1), InlineData(5), InlineData(20)]
    public async Task N_activities_one_after_the_other_take_at_most_N_and_3_storage_operations(int n)
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Chain(), LongLease);
        await RunAsync(engine, n);

        var before = engine.Wire.Operations;
        await RunAsync(engine, n);
        Assert.InRange(engine.Wire.Operations - before, 1, n + 3);
    }

    [Fact]
    public async Task Instances_at_once_share_their_transactions()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Chain(), LongLease);
        var before = engine.Wire.Operations;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RunAsync(engine, 5)));
        Assert.InRange(engine.Wire.Operations - before, 20, 300);
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_is_not_done_twice_and_nothing_is_missing()
    {
        await using var engine = await EmbeddedUnderTest.StartAsync(Chain());
        for (var round = 0; round < 10; round++)
        {
            engine.Wire.LoseAnswers = 1 + (round % 4);
            var ended = await RunAsync(engine, 4);
            Assert.Equal("4", ended.SerializedOutput);
        }

        Assert.Equal(10, await engine.Client.GetAllInstancesAsync().CountAsync(Patience));
        Assert.True(engine.Node.IsActive);
    }

    [Fact]
    public async Task A_custom_status_rides_along_with_the_next_event()
    {
        var catalog = Chain().Orchestrator("Status", async context =>
        {
            for (var i = 0; i < 4; i++)
            {
                context.SetCustomStatus(i);
                await context.CallActivityAsync<int>("Next", i);
            }

            return 0;
        });
        await using var engine = await EmbeddedUnderTest.StartAsync(catalog, LongLease);
        var before = engine.Wire.Operations;
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Status", cancellation: Patience);
        var ended = await engine.Client.WaitForInstanceCompletionAsync(id, false, Patience);
        Assert.Equal("3", ended.SerializedCustomStatus);
        Assert.InRange(engine.Wire.Operations - before, 1, 7);
    }

    // A renewal of the lease would be counted.
    private static EmbeddedSetting LongLease => new() { Options = o => o with { LeaseDuration = TimeSpan.FromSeconds(60), CustomStatusDelay = TimeSpan.FromSeconds(5) } };

    private static TaskCatalog Chain() => new TaskCatalog()
        .Orchestrator<int, int>("Chain", async (context, n) =>
        {
            var x = 0;
            for (var i = 0; i < n; i++) x = await context.CallActivityAsync<int>("Next", x);
            return x;
        })
        .Activity<int, int>("Next", x => x + 1);

    private static async Task<OrchestrationMetadata> RunAsync(EmbeddedUnderTest engine, int n)
    {
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Chain", n, cancellation: Patience);
        return await engine.Client.WaitForInstanceCompletionAsync(id, true, Patience);
    }
}
