using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>The sets of each product, and the generations of their buckets.</summary>
/// <param name="account">The account.</param>
internal sealed class TestSets(StorageAccount account)
{
    private const string Generations = "Generations";
    private const int Attempts = 20;

    /// <summary>The generations of a set, oldest first; none for one that is not known.</summary>
    public async Task<List<Generation>> FindAsync(ProductId product, string set, CancellationToken cancellation) =>
        Generation.Read((await RowAsync(product, set, cancellation))?.GetString(Generations));

    /// <summary>The generation that a report goes into: the newest, or a new one when the set has outgrown it.</summary>
    public Task<Generation> ForAsync(TestRun run, long tests, CancellationToken cancellation) =>
        ChangeAsync(
            run.Product, run.Set,
            known =>
            {
                if (known is not [.., var newest] || !newest.Fits(tests)) known.Add(Generation.After(known, tests, run.At));
                return known[^1];
            },
            cancellation);

    /// <summary>Forgets the generations that a newer one replaced before a time: their reports are gone.</summary>
    public Task<bool> ForgetAsync(ProductId product, string set, DateTimeOffset before, CancellationToken cancellation) =>
        ChangeAsync(product, set, known => known.RemoveAll(g => known.Any(next => next.Number > g.Number && next.Since < before)) > 0, cancellation);

    /// <summary>The names of the sets.</summary>
    public async IAsyncEnumerable<string> ListAsync(ProductId product, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        var filter = $"PartitionKey eq '{Keys.Quote(HistoryKeys.Product(product))}'";
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellation)))
            yield return Keys.Unescape(row.RowKey);
    }

    private async Task<T> ChangeAsync<T>(ProductId product, string set, Func<List<Generation>, T> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await RowAsync(product, set, cancellation);
            var known = Generation.Read(row?.GetString(Generations));
            var before = Generation.Write(known);
            var answer = change(known);
            var after = Generation.Write(known);
            if (before == after || await WriteAsync(product, set, row, after, cancellation)) return answer;
            if (attempt == Attempts) throw StewardException.Unavailable($"The test set '{set}' of {product} is being changed by many at once. Try again.");
        }
    }

    private async Task<bool> WriteAsync(ProductId product, string set, TableEntity? there, string generations, CancellationToken cancellation)
    {
        var row = new TableEntity(HistoryKeys.Product(product), Keys.Escape(set)) { [Generations] = generations };
        var table = await TableAsync();
        try
        {
            await StorageErrors.Translate(() => there is null
                ? table.AddEntityAsync(row, cancellation)
                : table.UpdateEntityAsync(row, there.ETag, TableUpdateMode.Replace, cancellation));
            return true;
        }
        catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412)
        {
            // Another report of the set came in between: see what it found right.
            return false;
        }
    }

    private async Task<TableEntity?> RowAsync(ProductId product, string set, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var found = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(HistoryKeys.Product(product), Keys.Escape(set), cancellationToken: cancellation));
        return found.HasValue ? found.Value : null;
    }

    private Task<TableClient> TableAsync() => account.TableAsync(TestRunIndex.Table);
}
