using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Ledger;
using Steward.Azure.Storage;
using Steward.Changes.Checkpoints;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;
using Steward.Ledger.Verification;
using Steward.Stages;
using Steward.TestKit.Changes;
using Steward.TestKit.Git;
using Xunit;

namespace Steward.StorageTests.Changes;

public sealed class CheckpointScheduleTests
{
    [Fact]
    public async Task Ledgers_are_published_without_anybody_asking_and_outsiders_can_verify_them()
    {
        await using var repository = await GitRepositoryBuilder.CreateAsync();
        await using var world = await ChangeWorld.CreateAsync();
        var (shop, empty) = (await world.RegisterAsync(repository), await world.RegisterAsync(repository, "acme/empty"));
        var sha = CommitSha.Parse(new string('a', 40));
        await world.AppendAsync(shop, ChangeWorld.Approval(sha));
        var tiles = new BlobTiles(world.Get<StorageAccount>(), shop);
        Assert.Null(await tiles.ReadAsync(TilePath.Checkpoint, default));

        Assert.Equal(1, await RunAsync(world));
        await world.AppendAsync(shop, ChangeWorld.Approval(sha, "token:grace"));
        Assert.Equal(1, await RunAsync(world));
        Assert.Equal(2, CheckpointNote.Parse((await tiles.ReadAsync(TilePath.Checkpoint, default))!).Size);
        var report = await new LedgerVerifier(tiles).VerifyAsync(NoteKey.Of(world.Get<ISigner>()), shop, default);
        Assert.Empty(report.Problems);
        Assert.Null(await new BlobTiles(world.Get<StorageAccount>(), empty).ReadAsync(TilePath.Checkpoint, default));
    }

    [Fact]
    public void The_schedule_is_registered_for_every_five_minutes()
    {
        var (catalog, registry) = (new TaskCatalog(), new StageRegistry());
        new ServiceCollection().AddHousekeeping(catalog, registry);
        Assert.Contains(registry.Schedules, s => s is { Cron: "*/5 * * * *", Orchestrator: "Checkpoints" });
        Assert.Contains(registry.Schedules, s => s is { Cron: "* * * * *", Orchestrator: "Overlooked" });
        Assert.All(registry.Schedules, s => Assert.Contains(s.Orchestrator, catalog.Orchestrators));
    }

    private static Task<int> RunAsync(ChangeWorld world) => world.RunAsync<int>(CheckpointsWorkflow.Name, new ScheduledRun(TimeProvider.System.GetUtcNow()));
}
