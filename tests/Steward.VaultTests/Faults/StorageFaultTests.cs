using Steward.Kernel;
using Steward.TestKit.Vaults;
using Steward.Vault.Stores;
using Steward.VaultTests.Chunks;
using Steward.VaultTests.Maintenance;
using Xunit;

namespace Steward.VaultTests.Faults;

/// <summary>Storage that fails, hangs and lies: a backup either is whole or says that it is not.</summary>
public sealed class StorageFaultTests
{
    private static readonly RetryPatience Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5), Request = TimeSpan.FromMilliseconds(300), Retries = 8 };

    [Fact]
    public async Task Storage_that_fails_every_tenth_request_is_only_slower()
    {
        var world = await WorldAsync();
        var faulty = new FaultyStore(world.Clock) { FailEvery = 10 };
        var store = new RetryingStore(faulty, TimeProvider.System, Quick);
        for (var i = 0; i < 3; i++)
        {
            world.Source.Files[$"more{i}"] = TestVault.Bytes(300 + i, 2_000_000);
            await world.BackUpAsync(store);
        }

        await world.PruneAsync(store);
        await world.AllIsThereAsync();
        Assert.True(faulty.Requests > 20);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_given_up_and_named()
    {
        var world = await WorldAsync();
        var store = new RetryingStore(new FaultyStore(world.Clock) { Hangs = (request, name) => request == "create" && name.StartsWith("packs/", StringComparison.Ordinal) }, TimeProvider.System, Quick with { Retries = 1 });
        world.Source.Files["x"] = TestVault.Bytes(1, 100_000);
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.BackUpAsync(store));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("did not answer in time", failure.Message, StringComparison.Ordinal);
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task An_object_that_storage_says_it_has_and_has_not_is_found_out_before_a_snapshot_names_it()
    {
        var world = await WorldAsync();
        world.Source.Files["x"] = TestVault.Bytes(1, 100_000);
        foreach (var kind in new[] { "packs/", "index/", "snapshots/" })
        {
            var lying = new FaultyStore(world.Clock) { ClaimsToHave = name => name.StartsWith(kind, StringComparison.Ordinal) };
            var failure = await Assert.ThrowsAsync<StewardException>(() => world.BackUpAsync(lying));
            Assert.Contains(kind, failure.Message, StringComparison.Ordinal);
            await world.AllIsThereAsync();
        }
    }

    [Fact]
    public async Task An_object_that_storage_swallowed_is_named_by_verify_and_stored_again_by_the_next_backup()
    {
        var world = await WorldAsync();
        world.Source.Files["x"] = TestVault.Bytes(1, 100_000);
        var lost = await world.BackUpAsync(new FaultyStore(world.Clock) { Swallows = name => name.StartsWith("packs/", StringComparison.Ordinal) });
        var report = await world.VerifyAsync(data: false);
        Assert.Contains(report.Problems, p => p.Contains("is missing", StringComparison.Ordinal));
        Assert.All(report.Lost, l => Assert.Equal(lost.Id, l.Snapshot.Id));
        await world.RepairAsync();
        await world.ForgetAsync(lost);
        await world.BackUpAsync();
        Assert.True((await world.VerifyAsync()).IsSound);
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task Packs_that_a_listing_hides_stop_a_prune()
    {
        var world = await WorldAsync();
        var hidden = (await world.NamesAsync("packs/"))[0];
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.PruneAsync(new FaultyStore(world.Clock) { Hides = name => name == hidden }));
        Assert.Contains("Nothing was removed", failure.Message, StringComparison.Ordinal);
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task An_object_that_the_storage_keeps_for_a_period_is_named_and_the_prune_goes_on()
    {
        var world = await WorldAsync();
        for (var i = 0; i < 2; i++)
        {
            world.Source.Files["dead"] = TestVault.Bytes(50 + i, 1_000_000);
            await world.ForgetAsync(await world.BackUpAsync());
        }

        await world.PruneAsync();
        world.Clock.Now += TimeSpan.FromDays(4);
        var kept = (await world.NamesAsync("packs/")).ToHashSet(StringComparer.Ordinal);
        var first = true;
        var store = new FaultyStore(world.Clock)
        {
            Fault = (request, name) =>
            {
                if (request != "delete" || !name.StartsWith("packs/", StringComparison.Ordinal) || !first) return null;
                first = false;
                return new StewardException(FailureKind.Forbidden, $"{name} is kept by an immutability policy of the storage.");
            },
        };
        var outcome = await world.PruneAsync(store);
        Assert.Contains("immutability", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.True(outcome.PacksRemoved >= 1);
        Assert.Single(await world.NamesAsync("condemned/"));
        Assert.Equal(1, (await world.PruneAsync()).PacksRemoved);
        Assert.Empty(await world.NamesAsync("condemned/"));
        await world.AllIsThereAsync();
    }

    [Fact]
    public async Task A_writer_that_failed_says_so_to_everybody_who_goes_on()
    {
        var world = await WorldAsync();
        var faulty = new FaultyStore(world.Clock);
        await using var vault = await world.OpenAsync(faulty);
        faulty.Fault = (request, name) => request == "create" ? new StewardException(FailureKind.Forbidden, "You may not write here.") : null;
        await using var writer = vault.Writer();
        await writer.AddAsync(TestVault.Bytes(7, 1_000));
        for (var i = 0; i < 2; i++) Assert.Equal(FailureKind.Forbidden, await TestVault.FailureOf(() => writer.FlushAsync(default)));
        Assert.Equal(FailureKind.Forbidden, await TestVault.FailureOf(() => writer.AddAsync(TestVault.Bytes(8, 1_000))));
    }

    [Fact]
    public async Task What_an_index_that_could_not_be_written_knew_is_in_the_next_one()
    {
        var world = await WorldAsync();
        var (faulty, fails) = (new FaultyStore(world.Clock), 1);
        faulty.Fault = (request, name) => request == "create" && name.StartsWith("index/", StringComparison.Ordinal) && fails-- > 0 ? StewardException.Unavailable("It is away.") : null;
        await using (var vault = await world.OpenAsync(faulty))
        {
            await using var writer = vault.Writer();
            var first = await writer.AddAsync(TestVault.Bytes(21, 5_000));
            Assert.Equal(FailureKind.Unavailable, await TestVault.FailureOf(() => writer.FlushAsync(default)));
            var second = await writer.AddAsync(TestVault.Bytes(22, 5_000));
            await writer.FlushAsync(default);
            await using var other = await world.OpenAsync();
            foreach (var id in new[] { first, second }) Assert.Equal(5_000, (await other.Reader().ReadAsync(id, default)).Length);
        }
    }

    private static async Task<VaultWorld> WorldAsync()
    {
        var world = await VaultWorld.NewAsync();
        for (var i = 0; i < 5; i++) world.Source.Files[$"f{i}"] = TestVault.Bytes(i, 400_000);
        await world.BackUpAsync();
        return world;
    }
}
