using Steward.Kernel;
using Steward.Vault;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Objects that are gone and that nobody can miss: no other one names them. Nothing else is lost by it.</summary>
public sealed class MissingObjectTests
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromDays(3.1);

    [Fact]
    public async Task A_snapshot_that_is_gone_is_not_there_and_all_else_is_whole_and_can_be_pruned()
    {
        var world = await HarmedWorld.NewAsync();
        foreach (var id in world.Held.Keys.ToList())
        {
            File.Delete(world.PathOf("snapshots/" + id));
            world.Held.Remove(id);
            Assert.True((await world.VerifyAsync()).IsSound);
            await world.AllIsThereAsync();
            Assert.Empty((await world.PruneAsync()).Problems);
            await world.AllIsThereAsync();
            if (world.Held.Count == 1) break;
        }
    }

    [Fact]
    public async Task A_key_that_is_gone_leaves_the_other_and_without_any_the_sentence_says_what_to_do()
    {
        var world = await HarmedWorld.NewAsync();
        var names = (await world.NamesAsync("keys/")).OrderByDescending(n => new FileInfo(world.PathOf(n)).Length).ToList();
        File.Delete(world.PathOf(names[0]));
        var refused = await Assert.ThrowsAsync<StewardException>(() => OpenVault.OpenAsync(world.Clock, HarmedWorld.InSafe, TestVault.Options(), default));
        Assert.Equal(FailureKind.Forbidden, refused.Kind);
        Assert.Contains("passphrase does not open", refused.Message, StringComparison.Ordinal);
        Assert.True((await world.VerifyAsync()).IsSound);
        await world.AllIsThereAsync();

        File.Delete(world.PathOf(Assert.Single(names[1..])));
        var none = await Assert.ThrowsAsync<StewardException>(() => world.OpenAsync());
        Assert.Equal(FailureKind.Invalid, none.Kind);
        Assert.Contains("'keys/' is gone. Put back a copy", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_condemned_packs_that_is_gone_costs_time_and_nothing_else()
    {
        var world = await HarmedWorld.NewAsync();
        foreach (var name in await world.NamesAsync("condemned/")) File.Delete(world.PathOf(name));
        var report = await world.VerifyAsync();
        Assert.True(report.IsSound);
        Assert.True(report.Unnamed > 0);
        // Nobody knows since when they are not needed: they wait for the whole grace, twice.
        var early = await world.PruneAsync();
        Assert.Equal((0, 0), (early.PacksCondemned, early.PacksRemoved));
        world.Clock.Now += BeyondGrace;
        var taken = await world.PruneAsync();
        Assert.Equal((report.Unnamed, 0), (taken.PacksCondemned, taken.PacksRemoved));
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        Assert.Equal(report.Unnamed, (await world.PruneAsync()).PacksRemoved);
        Assert.Empty(await world.NamesAsync("condemned/"));
        Assert.True((await world.VerifyAsync()).IsSound);
        await world.AllIsThereAsync();
    }
}
