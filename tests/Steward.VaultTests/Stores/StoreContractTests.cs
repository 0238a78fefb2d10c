using System.Security.Cryptography;
using Steward.Kernel;
using Steward.TestKit.Vaults;
using Xunit;

namespace Steward.VaultTests.Stores;

/// <summary>What every store does, whatever lies behind it.</summary>
public sealed class StoreContractTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    public static TheoryData<string> Kinds => [.. StoreKinds.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_written_is_read_whole_and_in_parts(string kind)
    {
        var store = await StoreKinds.All[kind]();
        var content = RandomNumberGenerator.GetBytes(100_000);
        Assert.True(await store.CreateAsync("packs/ab/abc", content, Stop));
        Assert.Equal(content, await store.ReadAsync("packs/ab/abc", content.Length, Stop));
        var part = new byte[1_000];
        await store.ReadAsync("packs/ab/abc", 99_000, part, Stop);
        Assert.Equal(content[99_000..], part);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_object_is_an_object(string kind)
    {
        var store = await StoreKinds.All[kind]();
        Assert.True(await store.CreateAsync("index/a", ReadOnlyMemory<byte>.Empty, Stop));
        Assert.Empty(await store.ReadAsync("index/a", 10, Stop));
        Assert.Equal([("index/a", 0L)], (await store.ListAsync("index/", Stop).ToListAsync(Stop)).Select(o => (o.Name, o.Length)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_writer_of_a_name_is_told_and_changes_nothing(string kind)
    {
        var store = await StoreKinds.All[kind]();
        Assert.True(await store.CreateAsync("config", "first"u8.ToArray(), Stop));
        Assert.False(await store.CreateAsync("config", "second"u8.ToArray(), Stop));
        Assert.Equal("first"u8.ToArray(), await store.ReadAsync("config", 100, Stop));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_many_who_write_a_name_at_once_exactly_one_has_written_it(string kind)
    {
        var store = await StoreKinds.All[kind]();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => store.CreateAsync("prune", new[] { (byte)n }, Stop))));
        var winner = Array.IndexOf(results, true);
        Assert.Equal(1, results.Count(r => r));
        Assert.Equal([(byte)winner], await store.ReadAsync("prune", 10, Stop));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_there_is_not_found(string kind)
    {
        var store = await StoreKinds.All[kind]();
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => store.ReadAsync("keys/none", 10, Stop))).Kind);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => store.ReadAsync("keys/none", 0, new byte[1], Stop))).Kind);
        Assert.Empty(await store.ListAsync("keys/", Stop).ToListAsync(Stop));
        await store.DeleteAsync("keys/none", Stop);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task More_than_the_limit_is_refused_and_less_than_was_asked_for_is_named(string kind)
    {
        var store = await StoreKinds.All[kind]();
        await store.CreateAsync("snapshots/a", new byte[1_000], Stop);
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => store.ReadAsync("snapshots/a", 999, Stop))).Kind);
        foreach (var (offset, length) in new[] { (0, 1_001), (999, 2), (1_000, 1), (5_000, 10) })
        {
            var failure = await Assert.ThrowsAsync<StewardException>(() => store.ReadAsync("snapshots/a", offset, new byte[length], Stop));
            Assert.Equal(FailureKind.Invalid, failure.Kind);
            Assert.Contains("snapshots/a", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Listing_tells_what_lies_below_a_prefix_with_lengths_and_times_of_its_own_clock(string kind)
    {
        var store = await StoreKinds.All[kind]();
        var before = await store.ClockAsync(Stop);
        await store.CreateAsync("packs/ab/abc", new byte[5], Stop);
        await store.CreateAsync("packs/cd/cde", new byte[7], Stop);
        await store.CreateAsync("index/x", new byte[3], Stop);
        var told = await store.ListAsync("packs/", Stop).ToListAsync(Stop);
        Assert.Equal([("packs/ab/abc", 5L), ("packs/cd/cde", 7L)], told.OrderBy(o => o.Name, StringComparer.Ordinal).Select(o => (o.Name, o.Length)));
        Assert.All(told, o => Assert.InRange(o.Modified, before.AddSeconds(-2), before.AddSeconds(60)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_removed_is_gone_and_may_be_written_again(string kind)
    {
        var store = await StoreKinds.All[kind]();
        await store.CreateAsync("prune", new byte[1], Stop);
        await store.DeleteAsync("prune", Stop);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<StewardException>(() => store.ReadAsync("prune", 10, Stop))).Kind);
        Assert.True(await store.CreateAsync("prune", new byte[2], Stop));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_name_leads_out_of_the_vault(string kind)
    {
        var store = await StoreKinds.All[kind]();
        foreach (var name in new[] { "../out", "packs/../../out", "/etc/passwd", "packs//a", "", "Packs/a", "packs/a\\b", ".hidden", new string('a', 300) })
            Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => store.CreateAsync(name, new byte[1], Stop))).Kind);
    }
}
