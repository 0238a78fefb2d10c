using Steward.Kernel;
using Steward.Ledger;
using Xunit;

namespace Steward.StorageTests.Ledger;

public sealed class AppendTests
{
    [Fact]
    public async Task Entries_come_back_by_index_and_by_subject_as_they_were_written()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(3);
        var entries = await world.AppendAsync(evidence);
        Assert.Equal([0L, 1, 2], entries.Select(e => e.Index));
        Assert.Equal(evidence.Select(e => e.Id), (await world.ReadAsync(0, 10)).Select(e => e.Evidence.Id));
        var found = Assert.Single(await world.FindAsync(evidence[1].Subject));
        Assert.Equal((1L, LeafData.Of(evidence[1])), (found.Index, LeafData.Of(found.Evidence)), EntryComparer);
    }

    [Fact]
    public async Task A_thousand_at_once_are_answered_in_order()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(1_000);
        var entries = await world.AppendAsync(evidence);
        Assert.Equal(evidence.Select(e => e.Id), entries.Select(e => e.Evidence.Id));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), entries.Select(e => e.Index));
        Assert.Equal(evidence[400..417].Select(e => e.Id), (await world.ReadAsync(400, 17)).Select(e => e.Evidence.Id));
        Assert.Empty(await world.ReadAsync(1_000, 5));
    }

    [Fact]
    public async Task Appending_again_changes_nothing_and_answers_with_what_is_there()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(150);
        var first = await world.AppendAsync(evidence);
        var again = await world.NewLedger().AppendAsync(
            world.Product, [.. evidence.Select(e => e with { Summary = "Said otherwise." }), LedgerWorld.Evidence("new")], default);
        Assert.Equal(first.Select(e => (e.Index, e.Evidence.Summary)), again.Take(150).Select(e => (e.Index, e.Evidence.Summary)));
        Assert.Equal(150, again[150].Index);
        Assert.Equal(151, (await world.ReadAsync(0, 1_000)).Count);
    }

    [Fact]
    public async Task The_same_evidence_twice_in_one_append_is_one_entry()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var entries = await world.AppendAsync(LedgerWorld.Evidence("a"), LedgerWorld.Evidence("b"), LedgerWorld.Evidence("a"));
        Assert.Equal([0L, 1, 0], entries.Select(e => e.Index));
        Assert.Equal(2, (await world.ReadAsync(0, 10)).Count);
    }

    [Fact]
    public async Task Evidence_about_a_subject_comes_in_the_order_of_the_ledger()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var subject = Subject.Product(world.Product);
        for (var round = 0; round < 3; round++)
            await world.AppendAsync([.. Enumerable.Range(0, 40).SelectMany(i =>
                new[] { LedgerWorld.Evidence($"{round} {i}", subject), LedgerWorld.Evidence($"other {round} {i}") })]);
        var found = await world.FindAsync(subject);
        Assert.Equal(120, found.Count);
        Assert.Equal(found.Select(e => e.Index).Order(), found.Select(e => e.Index));
        Assert.Equal("Run 0 0.", found[0].Evidence.Summary);
        Assert.Equal("Run 2 39.", found[^1].Evidence.Summary);
    }

    [Theory]
    [InlineData("a/b\\c#d?e%f")]
    [InlineData("it's \"quoted\" + 100% & more")]
    [InlineData("Grüße 😀 日本")]
    [InlineData("a|b")]
    public async Task Any_subject_can_be_appended_again_and_found(string id)
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Evidence("x", new Subject("release", id));
        await world.AppendAsync(evidence);
        await world.AppendAsync(LedgerWorld.Evidence("y", new Subject("release", id + "|c")), LedgerWorld.Evidence("z", new Subject("release", id[..1])));
        Assert.Equal(0, (await world.NewLedger().AppendAsync(world.Product, [evidence], default))[0].Index);
        Assert.Equal(evidence.Id, Assert.Single(await world.FindAsync(evidence.Subject)).Evidence.Id);
    }

    [Fact]
    public async Task A_subject_too_long_for_a_key_can_be_found()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var subject = new Subject("release", new string('/', 400));
        await world.AppendAsync(LedgerWorld.Evidence("x", subject), LedgerWorld.Evidence("x", new Subject("release", new string('/', 399))));
        Assert.Equal(0, Assert.Single(await world.FindAsync(subject)).Index);
    }

    [Fact]
    public async Task The_largest_evidence_fits_a_full_batch()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var filler = new string('ü', (Evidence.MaxBytes - 500) / 2);
        var evidence = LedgerWorld.Many(200).Select(e => e with { Summary = filler }).ToArray();
        await world.AppendAsync(evidence);
        var read = await world.ReadAsync(0, 200);
        Assert.Equal(200, read.Count(e => e.Evidence.Summary == filler));
    }

    [Fact]
    public async Task One_evidence_that_breaks_a_rule_keeps_the_whole_append_out()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var bad = LedgerWorld.Evidence("b") with { Summary = new string('x', Evidence.MaxBytes) };
        var failure = await Assert.ThrowsAsync<StewardException>(() => world.AppendAsync(LedgerWorld.Evidence("a"), bad));
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Empty(await world.ReadAsync(0, 10));
    }

    [Fact]
    public async Task Products_have_ledgers_of_their_own()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var other = ProductId.Parse("acme/shop2");
        await world.AppendAsync(LedgerWorld.Evidence("a"));
        Assert.Equal(0, (await world.Ledger.AppendAsync(other, [LedgerWorld.Evidence("a")], default))[0].Index);
        Assert.Single(await world.ReadAsync(0, 10));
    }

    private static readonly IEqualityComparer<(long Index, byte[] Leaf)> EntryComparer =
        EqualityComparer<(long Index, byte[] Leaf)>.Create((a, b) => a.Index == b.Index && a.Leaf.AsSpan().SequenceEqual(b.Leaf), e => e.Index.GetHashCode());
}
