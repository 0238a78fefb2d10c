using Steward.Kernel;
using Steward.Vault.Snapshots;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Maintenance;

/// <summary>Backups that last for days beside prunes. The machine's clock stands still in all of them: the storage's alone counts.</summary>
public sealed class LongBackupTests
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromDays(3.1), BeyondHalf = TimeSpan.FromDays(1.6), WithinHalf = TimeSpan.FromDays(1.4);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task What_it_counts_on_was_removed_meanwhile_and_so_it_makes_no_snapshot_and_says_why(bool isRemoved, bool isListingNew)
    {
        var (world, first) = await WorldAsync();
        if (isListingNew) world.Source.Files["new"] = TestVault.Bytes(2, 300_000);
        var refusal = await Assert.ThrowsAsync<StewardException>(() => BackUpAsync(world, async () =>
        {
            await world.ForgetAsync(first);
            await world.PruneAsync();
            world.Clock.Now += isRemoved ? BeyondGrace : BeyondHalf;
            Assert.Equal(isRemoved, (await world.PruneAsync()).PacksRemoved > 0);
        }));
        Assert.Equal(FailureKind.Conflict, refusal.Kind);
        Assert.Contains("'prune' has condemned what it counted on", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await world.NamesAsync("snapshots/"));

        await BackUpAsync(world, () => Task.CompletedTask);
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        await world.PruneAsync();
        await world.AllIsThereAsync();
        Assert.True((await world.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task What_it_counts_on_was_removed_meanwhile_and_the_clock_was_set_back_and_so_it_makes_no_snapshot()
    {
        var (world, first) = await WorldAsync();
        var refusal = await Assert.ThrowsAsync<StewardException>(() => BackUpAsync(world, async () =>
        {
            await world.ForgetAsync(first);
            await world.PruneAsync();
            world.Clock.Now += BeyondGrace;
            Assert.True((await world.PruneAsync()).PacksRemoved > 0);
            world.Clock.Now -= BeyondGrace + BeyondGrace;
        }));
        Assert.Equal(FailureKind.Conflict, refusal.Kind);
        Assert.Empty(await world.NamesAsync("snapshots/"));
    }

    [Fact]
    public async Task A_pack_that_an_index_names_and_the_storage_has_lost_meanwhile_makes_no_snapshot()
    {
        var (world, first) = await WorldAsync();
        world.Source.Files["new"] = TestVault.Bytes(2, 300_000);
        await Assert.ThrowsAsync<StewardException>(() => BackUpAsync(world, async () =>
        {
            foreach (var pack in await world.NamesAsync("packs/")) File.Delete(world.PathOf(pack));
            world.Clock.Now += BeyondHalf;
        }));
        Assert.Equal(["snapshots/" + first.Id], await world.NamesAsync("snapshots/"));
    }

    [Fact]
    public async Task What_it_counts_on_was_condemned_only_lately_and_so_its_snapshot_keeps_it()
    {
        var (world, first) = await WorldAsync();
        await BackUpAsync(world, async () =>
        {
            world.Clock.Now += BeyondHalf;
            await world.ForgetAsync(first);
            await world.PruneAsync();
            world.Clock.Now += WithinHalf;
        });
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondHalf;
        Assert.True((await world.PruneAsync()).ChunksRevived > 0);
        world.Clock.Now += BeyondGrace;
        await world.PruneAsync();
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task Nothing_was_pruned_meanwhile_and_so_it_makes_its_snapshot_also_when_the_clock_went_backwards()
    {
        var (world, _) = await WorldAsync();
        foreach (var span in new[] { BeyondGrace, -BeyondGrace })
        {
            world.Source.Files[$"new{span.Days}"] = TestVault.Bytes(span.Days + 10, 300_000);
            await BackUpAsync(world, () => Pass(world, span));
            await world.AllIsThereAsync();
        }

        Assert.Equal(3, world.Held.Count);
    }

    private static Task Pass(VaultWorld world, TimeSpan span)
    {
        world.Clock.Now += span;
        return Task.CompletedTask;
    }

    private static async Task<(VaultWorld World, SnapshotReference First)> WorldAsync()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 3_000_000);
        return (world, await world.BackUpAsync());
    }

    private static async Task BackUpAsync(VaultWorld world, Func<Task> meanwhile)
    {
        world.Source.Meanwhile = meanwhile;
        await world.BackUpAsync();
    }
}
