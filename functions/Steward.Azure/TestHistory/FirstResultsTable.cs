using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>The first results of each branch of a product: a row a branch, written once.</summary>
/// <param name="account">The account.</param>
internal sealed class FirstResultsTable(StorageAccount account)
{
    private const string Facts = "First";

    public async Task<FirstResults?> FindAsync(ProductId product, string branch, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var row = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(HistoryKeys.Firsts(product), Keys.Escape(branch), cancellationToken: cancellation));
        return row.HasValue ? Read(row.Value!) : null;
    }

    public async Task<FirstResults> NoteAsync(ProductId product, FirstResults first, CancellationToken cancellation)
    {
        var table = await TableAsync();
        try
        {
            var row = new TableEntity(HistoryKeys.Firsts(product), Keys.Escape(first.Branch)) { [Facts] = Json.Write(first) };
            await StorageErrors.Translate(() => table.AddEntityAsync(row, cancellation));
            return first;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // Gone again in between: what was found now is right.
            return await FindAsync(product, first.Branch, cancellation) ?? first;
        }
    }

    /// <summary>Forgets those of a set from before a time: they are removed, so that others are the first now.</summary>
    public async Task ForgetAsync(ProductId product, string set, DateTimeOffset before, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var old = new List<string>();
        var rows = table.QueryAsync<TableEntity>($"PartitionKey eq '{Keys.Quote(HistoryKeys.Firsts(product))}'", cancellationToken: cancellation);
        await foreach (var row in StorageErrors.Translate(rows))
            if (Read(row) is var first && first.Set == set && first.At < before) old.Add(row.RowKey);
        await TableDeletes.DeleteAsync(table, HistoryKeys.Firsts(product), old, cancellation);
    }

    private static FirstResults Read(TableEntity row) => Json.Read<FirstResults>(row.GetString(Facts));

    private Task<TableClient> TableAsync() => account.TableAsync(TestRunIndex.Table);
}
