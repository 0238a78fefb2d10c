using Microsoft.Extensions.Time.Testing;
using Steward.Azure.Backups;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.TestKit.Vaults;
using Steward.Vault.Stores;
using Steward.VaultTests.Chunks;
using Xunit;

namespace Steward.VaultTests.Maintenance;

/// <summary>What a runner that may delete forgets after a run, in a real vault.</summary>
public sealed class VaultRetentionTests
{
    private const string Plan = "servers:db", Other = "servers:web";
    private static readonly Retention TwoLast = new(2, 0, 0, 0, 0);
    private static int _orders = 0xa00;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private int _seed;

    [Fact]
    public async Task What_the_plan_does_not_keep_is_forgotten_except_for_what_is_proved_or_needed_and_other_plans()
    {
        var (world, own) = await WorldAsync(8);
        var other = await BackUpAsync(world, Other);
        var done = (await RetainAsync(world, new RetentionOrder(TwoLast, own[2], [own[2], own[4], own[^1]])))!;
        Assert.Null(done.Problem);
        Assert.Equal([own[0], own[1], own[3], own[5]], done.Forgotten);
        Assert.Equal(new[] { own[2], own[4], own[6], own[7], other }.Order(StringComparer.Ordinal), world.Held.Keys.Order(StringComparer.Ordinal));
        await world.AllIsThereAsync();
        Assert.Empty((await RetainAsync(world, new RetentionOrder(TwoLast, own[2], [own[2], own[4]])))!.Forgotten);
    }

    [Fact]
    public async Task A_vault_is_pruned_once_a_day_and_its_room_is_freed_when_the_grace_has_passed()
    {
        var (world, own) = await WorldAsync(4);
        var order = new RetentionOrder(TwoLast, own[3], [own[3]]);
        Assert.Equal((2, 0), ((await RetainAsync(world, order))!.Forgotten.Count, (await RetainAsync(world, order))!.PacksRemoved));
        Assert.Single(await world.NamesAsync("condemned/"));
        own.Add(await BackUpAsync(world, Plan));
        // The same day: forgotten, and left to the next one's prune.
        Assert.Equal([own[2]], (await RetainAsync(world, order))!.Forgotten);
        Assert.Single(await world.NamesAsync("condemned/"));
        Assert.Equal([VaultRetention.Days + "2026-03-01"], await world.NamesAsync(VaultRetention.Days));
        world.Clock.Now += TimeSpan.FromDays(3.1);
        var freed = (await RetainAsync(world, order))!;
        Assert.True(freed is { PacksRemoved: > 0, BytesRemoved: > 400_000, Problem: null });
        Assert.Equal([VaultRetention.Days + "2026-03-04"], await world.NamesAsync(VaultRetention.Days));
        await world.AllIsThereAsync();
        Assert.True((await world.VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task What_is_in_doubt_stays_and_is_told()
    {
        var (world, own) = await WorldAsync(5);
        var order = new RetentionOrder(TwoLast, own[0], [own[0]]);
        await StaysAsync(order with { Proved = new string('f', 64) }, "newest green drill is not in the vault");
        await StaysAsync(order with { Keep = new Retention(0, 0, 0, 0, 0) }, "keeps nothing");
        var forbidden = new FaultyStore(world.Clock) { Fault = (request, _) => request == "delete" ? new StewardException(FailureKind.Forbidden, "These credentials may not delete.") : null };
        await StaysAsync(order, "may not delete", forbidden);
        var path = world.PathOf("snapshots/" + own[4]);
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, whole[..^1]);
        await StaysAsync(order, "is damaged", check: false);
        await File.WriteAllBytesAsync(path, whole);
        Assert.Null(await RetainAsync(world, null));
        Assert.Null(await RetainAsync(world, order, done: false));
        await world.AllIsThereAsync();
        Assert.Equal(5, world.Held.Count);

        async Task StaysAsync(RetentionOrder wanted, string why, IVaultStore? store = null, bool check = true)
        {
            var told = (await RetainAsync(world, wanted, store))!;
            Assert.Empty(told.Forgotten);
            Assert.Contains(why, told.Problem, StringComparison.Ordinal);
            if (check) await world.AllIsThereAsync();
        }
    }

    [Fact]
    public async Task What_a_killed_run_forgot_is_told_for_it_by_the_next_one_until_somebody_has_heard_it()
    {
        var (world, own) = await WorldAsync(6);
        var order = new RetentionOrder(TwoLast, own[5], [own[5]]);
        var (first, second, third) = (new string('1', 32), new string('2', 32), new string('3', 32));
        // Killed when two of four were gone: what it was about to forget is still there.
        var left = 2;
        var killed = new FaultyStore(world.Clock) { Fault = (request, name) => request == "delete" && name.StartsWith("snapshots/", StringComparison.Ordinal) && left-- == 0 ? new InvalidOperationException("killed") : null };
        await Assert.ThrowsAsync<InvalidOperationException>(() => RetainAsync(world, order, killed, id: first));
        foreach (var gone in own[..2]) world.Held.Remove(gone);
        var next = (await RetainAsync(world, order, id: second))!;
        Assert.Equal([own[2], own[3]], next.Forgotten);
        AssertTold(next, first, own[..2]);
        // That report did not come through either: both are told again; the order's own second attempt tells its own.
        var again = (await RetainAsync(world, order, id: second))!;
        Assert.Equal(own[2..4], again.Forgotten.OrderBy(own.IndexOf));
        AssertTold(again, first, own[..2]);
        // Heard: nothing is told any more, and nothing of it stays in the vault.
        var heard = (await RetainAsync(world, order with { Told = [first, second] }, id: third))!;
        Assert.Equal((0, 0), (heard.Untold.Count, heard.Forgotten.Count));
        Assert.Empty(await world.NamesAsync("forgetting/"));
        await world.AllIsThereAsync();
        Assert.True((await world.VerifyAsync()).IsSound);

        static void AssertTold(RetentionOutcome outcome, string forgot, IReadOnlyList<string> snapshots)
        {
            var told = Assert.Single(outcome.Untold);
            Assert.Equal(forgot, told.Order);
            Assert.Equal(snapshots.Order(StringComparer.Ordinal), told.Snapshots.Order(StringComparer.Ordinal));
        }
    }

    private static async Task<RetentionOutcome?> RetainAsync(VaultWorld world, RetentionOrder? order, IVaultStore? store = null, bool done = true, string? id = null)
    {
        await using var vault = await world.OpenAsync(store);
        var ended = new OrderOutcome(done, new string('a', 64), null, done ? null : "It was not done.");
        var outcome = await new VaultRetention(new VaultWork(vault, TimeProvider.System), "keeper").AfterAsync(ended, order, new RetentionRun(Plan, id ?? $"{Interlocked.Increment(ref _orders):x32}"), default);
        Assert.Equal(ended, outcome with { Retention = null });
        foreach (var gone in outcome.Retention?.Forgotten ?? []) world.Held.Remove(gone);
        return outcome.Retention;
    }

    private async Task<(VaultWorld World, List<string> Own)> WorldAsync(int count)
    {
        var (world, own) = (await VaultWorld.NewAsync(), new List<string>());
        for (var i = 0; i < count; i++) own.Add(await BackUpAsync(world, Plan));
        return (world, own);
    }

    private async Task<string> BackUpAsync(VaultWorld world, string plan)
    {
        _time.Advance(TimeSpan.FromDays(1));
        // Another length: the source says by it that the file was changed.
        world.Source.Files["a"] = TestVault.Bytes(_seed, 500_000 + _seed++);
        await using var vault = await world.OpenAsync();
        var outcome = await new VaultWork(vault, _time).BackUpAsync(world.Source, "db1", plan, new Progress<OrderProgress>(), default);
        world.Held[outcome.Snapshot!] = new(world.Source.Files, StringComparer.Ordinal);
        return outcome.Snapshot!;
    }
}
