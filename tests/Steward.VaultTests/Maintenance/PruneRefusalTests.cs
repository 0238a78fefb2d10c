using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault.Snapshots;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Faults;
using Xunit;

namespace Steward.VaultTests.Maintenance;

/// <summary>What a prune does not understand, or learns only while it runs: nothing that a snapshot needs is removed then.</summary>
public sealed class PruneRefusalTests
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromDays(3.1);

    [Fact]
    public async Task A_snapshot_that_comes_while_a_prune_is_about_to_remove_keeps_what_it_needs()
    {
        var (world, late, bytes) = await CondemnedAsync();
        var outcome = await world.PruneAsync(Late(world, late, bytes));
        Assert.Equal(0, outcome.PacksRemoved);
        world.Held[late.Id] = new(world.Source.Files, StringComparer.Ordinal);
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        Assert.True((await world.PruneAsync()).ChunksRevived > 0);
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task A_damaged_snapshot_that_comes_while_a_prune_runs_stops_it()
    {
        var (world, late, bytes) = await CondemnedAsync();
        bytes[^1] ^= 1;
        var packs = await world.NamesAsync("packs/");
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync(Late(world, late, bytes)));
        Assert.Contains(late.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(packs, await world.NamesAsync("packs/"));
        Assert.Empty(await world.NamesAsync("prune"));
    }

    [Fact]
    public async Task A_vault_in_which_a_snapshot_misses_something_is_not_pruned_and_the_file_is_named()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        await world.BackUpAsync();
        var known = await world.NamesAsync("index/");
        world.Source.Files["b"] = TestVault.Bytes(2, 1_000_000);
        await world.BackUpAsync();
        foreach (var index in (await world.NamesAsync("index/")).Except(known)) File.Delete(world.PathOf(index));
        var before = await world.NamesAsync("");
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync());
        Assert.Contains("cannot be restored whole", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("steward vault repair", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.NamesAsync(""));
    }

    [Theory]
    [InlineData("flipped")]
    [InlineData("cut")]
    public async Task A_damaged_index_stops_a_prune_also_when_no_snapshot_needs_what_it_knows(string harm)
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        await world.BackUpAsync();
        var known = await world.NamesAsync("index/");
        world.Source.Files["b"] = TestVault.Bytes(2, 1_000_000);
        await world.ForgetAsync(await world.BackUpAsync());
        var index = Assert.Single((await world.NamesAsync("index/")).Except(known));
        HarmedWorld.Harm(world.PathOf(index), harm);
        var before = await world.NamesAsync("");
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync());
        Assert.Contains(index, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("steward vault repair", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.NamesAsync(""));
    }

    // Condemned longer ago than the grace, with the snapshot that needs it gone.
    private static async Task<(VaultWorld World, SnapshotReference Late, byte[] Bytes)> CondemnedAsync()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 3_000_000);
        var late = await world.BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(world.PathOf("snapshots/" + late.Id));
        await world.ForgetAsync(late);
        await world.PruneAsync();
        world.Clock.Now += BeyondGrace;
        return (world, late, bytes);
    }

    // The clock is the last thing that a prune asks for before it decides.
    private static FaultyStore Late(VaultWorld world, SnapshotReference late, byte[] bytes) => new(world.Clock)
    {
        Fault = (request, _) =>
        {
            if (request == "clock") File.WriteAllBytes(world.PathOf("snapshots/" + late.Id), bytes);
            return null;
        },
    };
}
