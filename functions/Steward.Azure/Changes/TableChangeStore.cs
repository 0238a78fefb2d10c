using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Kernel;

namespace Steward.Azure.Changes;

/// <summary>
/// The changes in the table <c>Changes</c>, one partition a product. A record lies under its time, so that a list reads the newest first; a
/// second row per commit says under which time.
/// </summary>
/// <param name="account">The account.</param>
public sealed class TableChangeStore(StorageAccount account) : IChangeStore
{
    private const int Attempts = 10;

    private readonly ChangeRows _rows = new(new OverflowBlobs(account, "changes"));

    /// <inheritdoc/>
    public async Task PutAsync(ChangeRecord change, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var row = await _rows.WriteAsync(change, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var pointer = await FindAsync(table, row.PartitionKey, ChangeRows.PointerKey(change.Id), cancellation);
            try
            {
                var actions = ChangeRows.Actions(row, pointer, change.Id);
                await StorageErrors.Translate(() => table.SubmitTransactionAsync(actions, cancellation));
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                // Somebody wrote this change in between: read its time again.
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ChangeRecord?> GetAsync(ChangeId id, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var partition = ChangeRows.PartitionOf(id.Product);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (await FindAsync(table, partition, ChangeRows.PointerKey(id), cancellation) is not { } pointer) return null;
            if (await FindAsync(table, partition, ChangeRows.TargetOf(pointer), cancellation) is { } row) return await _rows.ReadAsync(row, cancellation);
        }

        throw StewardException.Unavailable($"The change {id} is being rewritten; try again.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeRecord> ListAsync(ProductId product, CancellationToken cancellation) =>
        ReadAsync(Keys.RowsWithPrefix(ChangeRows.PartitionOf(product), ChangeRows.RecordPrefix), cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeRecord> ListAsync(ProductId product, ChangePlace after, CancellationToken cancellation) =>
        ReadAsync($"{Keys.RowsWithPrefix(ChangeRows.PartitionOf(product), ChangeRows.RecordPrefix)} and RowKey gt '{ChangeRows.RecordKey(after)}'", cancellation);

    private async IAsyncEnumerable<ChangeRecord> ReadAsync(string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, maxPerPage: 100, cancellationToken: cancellation)))
            yield return await _rows.ReadAsync(row, cancellation);
    }

    private static async Task<TableEntity?> FindAsync(TableClient table, string partition, string key, CancellationToken cancellation)
    {
        var found = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation));
        return found.HasValue ? found.Value : null;
    }

    private Task<TableClient> TableAsync() => account.TableAsync("Changes");
}
