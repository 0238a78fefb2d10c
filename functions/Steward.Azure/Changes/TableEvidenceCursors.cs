using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Changes.Overlooked;
using Steward.Kernel;

namespace Steward.Azure.Changes;

/// <summary>One row a product in the table <c>Changes</c>, beside its changes.</summary>
/// <param name="account">The account.</param>
public sealed class TableEvidenceCursors(StorageAccount account) : IEvidenceCursors
{
    private const string Row = "evidence-cursor";
    private const string Next = "Next";

    /// <inheritdoc/>
    public async Task<long> GetAsync(ProductId product, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var found = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(ChangeRows.PartitionOf(product), Row, cancellationToken: cancellation));
        return found is { HasValue: true, Value: { } row } ? row.GetInt64(Next) ?? 0 : 0;
    }

    /// <inheritdoc/>
    public async Task PutAsync(ProductId product, long next, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var row = new TableEntity(ChangeRows.PartitionOf(product), Row) { [Next] = next };
        await StorageErrors.Translate(() => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation));
    }

    private Task<TableClient> TableAsync() => account.TableAsync("Changes");
}
