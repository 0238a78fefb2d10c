using System.Globalization;
using Azure.Data.Tables;
using Steward.Ledger;
using Xunit;

namespace Steward.StorageTests.Ledger;

/// <summary>What is appended in one call appears at once.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task Up_to_98_entries_are_one_transaction_however_many_append_at_the_same_time()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var sizes = new[] { 2, 60, 7, 97, 40, 33, ILedger.MaxTogether };
        var singles = Task.WhenAll(LedgerWorld.Many(150, "single").Select(e => world.AppendAsync(e)));
        var together = await Task.WhenAll(sizes.Select((size, i) => world.AppendAsync(LedgerWorld.Many(size, $"together {i}"))));
        await singles;
        var transactions = await TransactionsAsync(world);
        foreach (var entries in together)
        {
            Assert.Equal(Enumerable.Range(0, entries.Count).Select(i => entries[0].Index + i), entries.Select(e => e.Index));
            Assert.Contains(transactions, t => t.First <= entries[0].Index && entries[^1].Index < t.End);
        }

        Assert.Equal(sizes.Sum() + 150, (await world.ReadAsync(0, 1000)).Count);
    }

    [Fact]
    public async Task A_reader_never_finds_a_part_of_it()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var subject = LedgerWorld.Evidence("x").Subject;
        using var stop = new CancellationTokenSource();
        var counts = new HashSet<int>();
        var reader = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) counts.Add((await world.FindAsync(subject)).Count);
        });
        for (var i = 0; i < 12; i++)
        {
            var set = Enumerable.Range(0, 5).Select(part => LedgerWorld.Evidence($"set {i} part {part}", subject)).ToArray();
            await Task.WhenAll(world.AppendAsync(set), world.AppendAsync(LedgerWorld.Many(3, $"others {i}")));
        }

        await stop.CancelAsync();
        await reader;
        Assert.All(counts, count => Assert.Equal(0, count % 5));
    }

    [Fact]
    public async Task What_is_there_already_is_found_and_the_rest_is_written_together()
    {
        await using var world = await LedgerWorld.CreateAsync();
        var evidence = LedgerWorld.Many(10);
        var first = await world.AppendAsync(evidence[4]);
        var all = await world.AppendAsync(evidence);
        Assert.Equal(first[0].Index, all[4].Index);
        Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)i), all.Where((_, i) => i != 4).Select(e => e.Index));
        Assert.NotNull(await world.Ledger.GetCheckpointAsync(world.Product, default));
        Assert.Empty(await world.ProblemsAsync());
    }

    // The row that each transaction leaves: its key ends with the index after its last entry.
    private static async Task<List<(long First, long End)>> TransactionsAsync(LedgerWorld world)
    {
        var rows = (await world.Storage.TableAsync("Ledger")).QueryAsync<TableEntity>("RowKey ge 'b|' and RowKey lt 'b~'");
        return await rows.Select(r => (End: long.Parse(r.RowKey[2..], CultureInfo.InvariantCulture), Count: r.GetInt32("Count")!.Value))
            .Select(t => (t.End - t.Count, t.End)).ToListAsync();
    }
}
