using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Steward.Engine;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Engine;

/// <summary>Timers and pauses on a clock that the test moves.</summary>
public sealed class EmbeddedTimeTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_timer_of_a_year_fires_after_a_year_and_not_before()
    {
        await using var engine = await StartAsync(new TaskCatalog().Orchestrator("Year", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(365), CancellationToken.None);
            return context.CurrentUtcDateTime;
        }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Year", cancellation: Patience);
        _time.Advance(TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1));
        Assert.False((await engine.Client.GetInstanceAsync(id, false, Patience))!.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("\"2027-11-23T00:00:00", (await UntilEndedAsync(engine, id)).SerializedOutput);
    }

    [Fact]
    public Task Pauses_between_attempts_grow_to_the_longest_one() =>
        FailAllAsync(new RetryPolicy(5, TimeSpan.FromMinutes(1), 2, TimeSpan.FromMinutes(3)), 1, 2, 3, 3);

    [Fact]
    public Task No_attempt_is_made_later_than_the_retry_timeout_allows() =>
        FailAllAsync(new RetryPolicy(100, TimeSpan.FromMinutes(1), 2, null, TimeSpan.FromMinutes(8)), 1, 2, 4);

    private async Task FailAllAsync(RetryPolicy policy, params int[] minutes)
    {
        var attempts = new ConcurrentQueue<DateTimeOffset>();
        await using var engine = await StartAsync(new TaskCatalog()
            .Orchestrator("Fail", context => context.CallActivityAsync<int>("Never", null, new TaskOptions(policy)))
            .Activity<object, int>("Never", int (_) =>
            {
                attempts.Enqueue(_time.GetUtcNow());
                throw new InvalidDataException("no");
            }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fail", cancellation: Patience);
        for (var i = 0; i < minutes.Length; i++)
        {
            await UntilJournaledAsync(engine, i + 1);
            _time.Advance(TimeSpan.FromMinutes(minutes[i]) - TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await UntilEndedAsync(engine, id);
        Assert.Equal(minutes.Select(m => TimeSpan.FromMinutes(m)), attempts.Skip(1).Zip(attempts, (later, earlier) => later - earlier));
    }

    private static async Task UntilJournaledAsync(EmbeddedUnderTest engine, int events)
    {
        var filter = "RowKey ge 'e|' and RowKey lt 'e}'";
        while (await engine.Table.QueryAsync<TableEntity>(filter, cancellationToken: Patience).CountAsync(Patience) < events) await Task.Delay(10, Patience);
    }

    private static async Task<OrchestrationMetadata> UntilEndedAsync(EmbeddedUnderTest engine, string id)
    {
        while (true)
        {
            if (await engine.Client.GetInstanceAsync(id, true, Patience) is { IsCompleted: true } ended) return ended;
            await Task.Delay(10, Patience);
        }
    }

    private Task<EmbeddedUnderTest> StartAsync(TaskCatalog catalog) =>
        EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Time = _time });
}
