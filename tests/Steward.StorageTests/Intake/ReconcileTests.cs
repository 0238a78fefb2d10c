using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Steward.Azure.Intake;
using Steward.Engine;
using Steward.Intake;
using Steward.Intake.Reconcile;
using Steward.Kernel;
using Steward.Stages;
using Steward.TestKit;
using Xunit;
using static Steward.StorageTests.Intake.DeliverySamples;

namespace Steward.StorageTests.Intake;

public sealed class ReconcileTests
{
    [Fact]
    public async Task What_was_stored_and_not_started_is_started_once_it_is_half_a_minute_old()
    {
        await using var world = await World.CreateAsync();
        await world.Store.AddAsync(Push("old", Now.AddSeconds(-31)));
        await world.Store.AddAsync(Push("young", Now.AddSeconds(-5)));
        Assert.Equal(1, await world.RunAsync());
        Assert.Equal(["young"], (await world.Store.StoredAsync()).Select(d => d.Id));
        Assert.Equal(0, await world.RunAsync());
    }

    [Fact]
    public async Task What_fails_stays_stored_and_is_tried_again_by_the_next_run()
    {
        await using var world = await World.CreateAsync();
        await world.Store.AddAsync(Push("one", Now.AddMinutes(-5)));
        await world.Store.AddAsync(Push("two", Now.AddMinutes(-4)));
        world.Handler.FailsFor = Push("one").Event;
        Assert.Equal(1, await world.RunAsync());
        Assert.Equal(["one"], (await world.Store.StoredAsync()).Select(d => d.Id));
        world.Handler.FailsFor = null;
        Assert.Equal(1, await world.RunAsync());
        Assert.Empty(await world.Store.StoredAsync());
    }

    [Fact]
    public async Task A_backlog_is_worked_off()
    {
        await using var world = await World.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => world.Store.AddAsync(Push($"d{i}", Now.AddMinutes(-2)))));
        Assert.Equal(500, await world.RunAsync());
        Assert.Empty(await world.Store.StoredAsync());
    }

    [Fact]
    public void The_intake_registers_its_reconcile_for_every_minute()
    {
        var (catalog, registry) = (new TaskCatalog(), new StageRegistry());
        new ServiceCollection().AddIntake(new IntakeOptions { Secrets = ["0123456789abcdef"] }, catalog, registry);
        var schedule = Assert.Single(registry.Schedules);
        Assert.Equal("* * * * *", schedule.Cron);
        Assert.Contains(schedule.Orchestrator, catalog.Orchestrators);
        Assert.Contains(SettleStoredDeliveries.Name, catalog.Activities);
        Assert.Contains(RequestRedeliveries.Name, catalog.Activities);
        Assert.Throws<StewardException>(() => new ServiceCollection().AddIntake(new IntakeOptions(), new TaskCatalog(), new StageRegistry()));
    }

    private static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    private sealed class World : IAsyncDisposable
    {
        private readonly SettleStoredDeliveries _activity;

        private World(TableDeliveryStore store)
        {
            Store = store;
            var options = new IntakeOptions { Secrets = ["0123456789abcdef"] };
            var dispatcher = new DeliveryDispatcher([Handler], NullLogger<DeliveryDispatcher>.Instance);
            var settling = new DeliverySettling(dispatcher, store, options, TimeProvider.System, NullLogger<DeliverySettling>.Instance);
            _activity = new SettleStoredDeliveries(store, settling, options, TimeProvider.System, NullLogger<SettleStoredDeliveries>.Instance);
        }

        public TableDeliveryStore Store { get; }

        public Handler Handler { get; } = new();

        public static async Task<World> CreateAsync() => new(new TableDeliveryStore(await Azurite.AccountAsync()));

        public Task<int> RunAsync() => _activity.RunAsync(new ScheduledRun(Now), CancellationToken.None);

        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }

    private sealed class Handler : IRepositoryEventHandler
    {
        public RepositoryEvent? FailsFor { get; set; }

        public Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation) =>
            happened == FailsFor ? throw StewardException.Unavailable("not now") : Task.FromResult<string?>("a test");
    }
}
