using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Stages;
using Steward.TestKit.Engine;
using Xunit;

namespace Steward.StorageTests.Changes;

public sealed class HousekeepingTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Completed_runs_of_schedules_go_after_two_days_and_changes_after_thirty()
    {
        await using var world = await World.CreateAsync();
        await world.RunAsync("good", "change:acme/shop@1", "release:acme/shop:1", "reopen:acme/shop@1:4", "artefact:acme/shop@1:p", "other:1", "reconcile:1", "reconcilex:1");
        await world.RunAsync("bad", "reconcile:2", "change:acme/shop@2");
        world.Time.Advance(TimeSpan.FromDays(29));
        await world.RunAsync("good", "reconcile:3", "change:acme/shop@3");
        Assert.Equal(1, await world.HousekeepAsync());
        Assert.Null(await world.FindAsync("reconcile:1"));
        Assert.NotNull(await world.FindAsync("change:acme/shop@1"));

        world.Time.Advance(TimeSpan.FromDays(1.5));
        Assert.Equal(4, await world.HousekeepAsync());
        Assert.Equal(["change:acme/shop@2", "change:acme/shop@3", "other:1", "reconcile:2", "reconcile:3", "reconcilex:1"], await world.IdsAsync());
    }

    [Fact]
    public async Task More_than_one_step_can_take_are_all_removed_in_one_run()
    {
        await using var world = await World.CreateAsync();
        await world.RunAsync("good", [.. Enumerable.Range(0, PurgeEnded.MaxPurged + 20).Select(i => $"reconcile:{i}")]);
        world.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(PurgeEnded.MaxPurged + 20, await world.HousekeepAsync());
        Assert.Empty(await world.IdsAsync());
    }

    private sealed class World(EmbeddedUnderTest engine, FakeTimeProvider time, ServiceProvider services) : IAsyncDisposable
    {
        private int _runs;

        public FakeTimeProvider Time => time;

        public static async Task<World> CreateAsync()
        {
            var (catalog, registry, time) = (new TaskCatalog(), new StageRegistry(), new FakeTimeProvider(Start));
            var collection = new ServiceCollection().AddHousekeeping(catalog, registry);
            Assert.Equal(("30 3 * * *", HousekeepingWorkflow.Name), (registry.Schedules[0].Cron, registry.Schedules[0].Orchestrator));
            registry.Schedules.Add(new Schedule("reconcile", "* * * * *", "good", CatchUp: false));
            catalog.Orchestrator<int>("good", _ => Task.FromResult(1));
            catalog.Orchestrator<int>("bad", _ => throw new InvalidOperationException("on purpose"));
            EmbeddedUnderTest? engine = null;
            var services = collection
                .AddSingleton(registry)
                .AddSingleton<IOrchestrationClient>(_ => engine!.Client)
                .AddSingleton<ILogger<PurgeEnded>>(NullLogger<PurgeEnded>.Instance)
                .BuildServiceProvider();
            engine = await EmbeddedUnderTest.StartAsync(catalog, new EmbeddedSetting { Time = time, Services = services });
            return new World(engine, time, services);
        }

        public async Task RunAsync(string orchestrator, params string[] ids)
        {
            await Parallel.ForEachAsync(ids, async (id, stop) =>
            {
                await engine.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, null, new StartOrchestrationOptions(id), stop);
                await engine.Client.WaitForInstanceCompletionAsync(id, cancellation: stop);
            });
        }

        public async Task<int> HousekeepAsync()
        {
            var id = $"night:{++_runs}";
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                HousekeepingWorkflow.Name, new ScheduledRun(time.GetUtcNow()), new StartOrchestrationOptions(id));
            var ended = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
            Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, ended.FailureDetails?.ErrorMessage);
            return Kernel.Json.Read<int>(ended.SerializedOutput!);
        }

        public Task<OrchestrationMetadata?> FindAsync(string id) => engine.Client.GetInstanceAsync(id);

        public async Task<List<string>> IdsAsync()
        {
            var ids = new List<string>();
            await foreach (var instance in engine.Client.GetAllInstancesAsync())
                if (!instance.InstanceId.StartsWith("night:", StringComparison.Ordinal)) ids.Add(instance.InstanceId);
            ids.Sort(StringComparer.Ordinal);
            return ids;
        }

        public async ValueTask DisposeAsync()
        {
            await engine.DisposeAsync();
            await services.DisposeAsync();
        }
    }
}
