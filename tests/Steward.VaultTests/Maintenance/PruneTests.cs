using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Maintenance;

public sealed class PruneTests
{
    private static readonly TimeSpan BeyondGrace = TimeSpan.FromDays(3.1);

    [Fact]
    public async Task What_nobody_needs_is_condemned_first_and_removed_when_the_grace_has_passed()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 3_000_000);
        var first = await world.BackUpAsync();
        world.Source.Files["a"] = TestVault.Bytes(2, 3_000_000);
        await world.BackUpAsync();
        await world.ForgetAsync(first);
        var packs = (await world.NamesAsync("packs/")).Count;

        var condemned = await world.PruneAsync();
        Assert.InRange(condemned.PacksCondemned, 1, 3);
        Assert.Equal((0, packs), (condemned.PacksRemoved, (await world.NamesAsync("packs/")).Count));
        Assert.Single(await world.NamesAsync("condemned/"));
        Assert.Empty(await world.NamesAsync("prune"));
        await world.AllIsThereAsync();

        Assert.Equal(0, (await world.PruneAsync()).PacksRemoved);
        world.Clock.Now += BeyondGrace;
        var removed = await world.PruneAsync();
        Assert.Equal(condemned.PacksCondemned, removed.PacksRemoved);
        Assert.Equal(condemned.BytesCondemned, removed.BytesRemoved);
        Assert.Empty(await world.NamesAsync("condemned/"));
        Assert.Equal(packs - (int)removed.PacksRemoved, (await world.NamesAsync("packs/")).Count);
        await world.AllIsThereAsync();
        Assert.True((await world.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_pack_of_which_little_is_needed_is_written_anew()
    {
        var world = await VaultWorld.NewAsync();
        for (var i = 0; i < 40; i++) world.Source.Files[$"f{i:d2}"] = TestVault.Bytes(i, 200_000);
        var first = await world.BackUpAsync();
        for (var i = 4; i < 40; i++) world.Source.Files.Remove($"f{i:d2}");
        await world.BackUpAsync();
        await world.ForgetAsync(first);
        var outcome = await world.PruneAsync();
        Assert.True(outcome.PacksRewritten >= 1);
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        await world.PruneAsync();
        await world.AllIsThereAsync();
        Assert.InRange((await world.VerifyAsync()).Bytes, 1, 1_000_000);
    }

    [Fact]
    public async Task A_backup_that_runs_beside_a_prune_and_counts_on_what_is_condemned_keeps_it()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 3_000_000);
        var first = await world.BackUpAsync();
        // Opened before the prune: it knows the chunks as live ones.
        await using (var running = await world.OpenAsync())
        {
            await world.ForgetAsync(first);
            await world.PruneAsync();
            var again = await Steward.Vault.Backing.Backup.RunAsync(
                running, world.Source, new Steward.Vault.Backing.BackupOptions { Host = "web1", Time = TimeProvider.System, ReadAll = true }, null, default);
            Assert.Equal(0, again.Snapshot.Snapshot.Totals.NewBytes);
            world.Held[again.Snapshot.Id] = new(world.Source.Files, StringComparer.Ordinal);
        }

        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        Assert.True((await world.PruneAsync()).ChunksRevived > 0);
        await world.AllIsThereAsync();
        world.Clock.Now += BeyondGrace;
        await world.PruneAsync();
        await world.AllIsThereAsync();
        Assert.Empty(await world.NamesAsync("condemned/"));
    }

    [Fact]
    public async Task Of_two_prunes_at_once_one_is_told()
    {
        var world = await VaultWorld.NewAsync();
        await world.BackUpAsync();
        await world.Clock.CreateAsync("prune", """{"host":"db2","time":"2026-03-01T11:00:00Z","nonce":"x"}"""u8.ToArray(), default);
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync());
        Assert.Equal(FailureKind.Conflict, refusal.Kind);
        Assert.Contains("db2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Another", (await world.PruneAsync(takeOver: true)).Problems.FirstOrDefault() ?? "Another", StringComparison.Ordinal);
        Assert.Empty(await world.NamesAsync("prune"));
    }

    [Fact]
    public async Task A_prune_that_was_killed_a_day_ago_is_taken_over_and_told()
    {
        var world = await VaultWorld.NewAsync();
        await world.Clock.CreateAsync("prune", "killed while it wrote"u8.ToArray(), default);
        world.Clock.Now += TimeSpan.FromHours(25);
        Assert.Contains("taken over", Assert.Single((await world.PruneAsync()).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_goes_backwards_removes_nothing()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        await world.ForgetAsync(await world.BackUpAsync());
        await world.PruneAsync();
        world.Clock.Now -= TimeSpan.FromDays(400);
        Assert.Equal(0, (await world.PruneAsync()).PacksRemoved);
        Assert.NotEmpty(await world.NamesAsync("packs/"));
    }

    [Fact]
    public async Task What_backups_that_broke_off_left_is_removed_in_time_and_not_before()
    {
        var world = await VaultWorld.NewAsync();
        var dying = new FaultyStore(world.Clock) { DieAfterChanges = 1 };
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        await Assert.ThrowsAnyAsync<Exception>(() => world.BackUpAsync(dying));
        Assert.Single(await world.NamesAsync("packs/"));
        Assert.Equal(0, (await world.PruneAsync()).PacksCondemned);
        world.Clock.Now += BeyondGrace;
        Assert.Equal(1, (await world.PruneAsync()).PacksCondemned);
        world.Clock.Now += BeyondGrace;
        Assert.Equal(1, (await world.PruneAsync()).PacksRemoved);
        Assert.Empty(await world.NamesAsync("packs/"));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        await world.ForgetAsync(await world.BackUpAsync());
        var before = await world.NamesAsync("");
        await using var vault = await world.OpenAsync();
        var plan = await new Steward.Vault.Maintenance.Prune(vault, new() { Time = TimeProvider.System, Host = "keeper", DryRun = true }).RunAsync(default);
        Assert.True(plan.PacksCondemned > 0);
        Assert.Equal(before, await world.NamesAsync(""));
    }

    [Fact]
    public async Task A_vault_that_is_not_understood_is_not_pruned()
    {
        var world = await VaultWorld.NewAsync();
        world.Source.Files["a"] = TestVault.Bytes(1, 1_000_000);
        var snapshot = await world.BackUpAsync();
        var path = world.PathOf("snapshots/" + snapshot.Id);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var refusal = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync());
        Assert.Contains(snapshot.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was removed", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await world.NamesAsync("prune"));
    }
}
