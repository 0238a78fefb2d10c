using Steward.TestKit.Vaults;
using Steward.Vault.Snapshots;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Maintenance;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Whatever is done in whatever order, and wherever it breaks off: no chunk that a snapshot needs is ever lost.</summary>
public sealed class SequenceTests
{
    private const int Steps = 14;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Backups_removals_prunes_and_crashes_in_any_order_lose_nothing(int seed)
    {
        var random = new Random(seed);
        var world = await VaultWorld.NewAsync();
        var snapshots = new List<SnapshotReference>();
        for (var step = 0; step < Steps; step++)
        {
            Change(world, random);
            // Some die after a few changes to the store; what was done until then stays.
            var store = random.Next(3) == 0 ? new FaultyStore(world.Clock) { DieAfterChanges = random.Next(6) } : null;
            try
            {
                await StepAsync(world, snapshots, random, store);
            }
            catch (Exception died) when (store is not null && Died(died))
            {
                await AdoptAsync(world, snapshots);
            }

            world.Clock.Now += TimeSpan.FromHours(random.Next(60));
        }

        await world.AllIsThereAsync();
        Assert.True((await world.VerifyAsync()).IsSound);
    }

    private static async Task StepAsync(VaultWorld world, List<SnapshotReference> snapshots, Random random, FaultyStore? store)
    {
        switch (random.Next(5))
        {
            case 0 when snapshots.Count > 1:
                var gone = snapshots[random.Next(snapshots.Count)];
                snapshots.Remove(gone);
                await world.ForgetAsync(gone);
                break;
            case 1 or 2:
                await world.PruneAsync(store, takeOver: true, rewriteBelow: random.NextDouble());
                break;
            default:
                snapshots.Add(await world.BackUpAsync(store));
                break;
        }
    }

    // A backup that died right behind its snapshot has made one: it is what the source held.
    private static async Task AdoptAsync(VaultWorld world, List<SnapshotReference> snapshots)
    {
        await using var vault = await world.OpenAsync();
        foreach (var found in (await new SnapshotStore(vault).ListAsync(SnapshotFilter.None, default)).Snapshots)
        {
            if (world.Held.TryAdd(found.Id, new(world.Source.Files, StringComparer.Ordinal))) snapshots.Add(found);
        }
    }

    private static bool Died(Exception failure) =>
        failure is StoreDiedException or OperationCanceledException || (failure is AggregateException many && many.InnerExceptions.All(Died)) || (failure.InnerException is { } inner && Died(inner));

    private static void Change(VaultWorld world, Random random)
    {
        for (var i = 0; i < 3; i++)
        {
            var name = $"f{random.Next(12):d2}";
            if (random.Next(4) == 0) world.Source.Files.Remove(name);
            else world.Source.Files[name] = TestVault.Bytes(random.Next(30), 1_000 + (random.Next(4) * 300_000));
        }

        if (world.Source.Files.Count == 0) world.Source.Files["always"] = [1, 2, 3];
    }
}
