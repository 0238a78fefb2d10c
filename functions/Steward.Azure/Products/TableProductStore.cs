using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Azure.Products;

/// <summary>The products in the table <c>Products</c>: one partition each, asked for by name; the list of all reads the whole (small) table.</summary>
/// <param name="account">The account.</param>
public sealed class TableProductStore(StorageAccount account) : IProductStore
{
    private const string Row = "product";
    private const int Attempts = 5;

    /// <inheritdoc/>
    public async Task PutAsync(Product product, CancellationToken cancellation)
    {
        var table = await TableAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PutOnceAsync(table, product, cancellation);
                return;
            }
            catch (RequestFailedException raced) when (raced.Status is 409 or 412 && attempt < Attempts)
            {
                // Somebody registered it in between: read again, so that the first registration's time stays.
            }
        }
    }

    /// <inheritdoc/>
    public async Task<Product?> GetAsync(ProductId id, CancellationToken cancellation) =>
        await FindAsync(await TableAsync(), id, cancellation) is { } entity ? Read(entity) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Product> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        await foreach (var entity in StorageErrors.Translate(table.QueryAsync<TableEntity>(cancellationToken: cancellation))) yield return Read(entity);
    }

    private static async Task PutOnceAsync(TableClient table, Product product, CancellationToken cancellation)
    {
        var known = await FindAsync(table, product.Id, cancellation);
        var entity = Write(known is null ? product : product with { RegisteredAt = Read(known).RegisteredAt });
        await StorageErrors.Translate(() => known is null
            ? table.AddEntityAsync(entity, cancellation)
            : table.UpdateEntityAsync(entity, known.ETag, TableUpdateMode.Replace, cancellation));
    }

    private static async Task<TableEntity?> FindAsync(TableClient table, ProductId id, CancellationToken cancellation)
    {
        var found = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(Keys.Escape(id.ToString()), Row, cancellationToken: cancellation));
        return found.HasValue ? found.Value : null;
    }

    private static TableEntity Write(Product product) => new(Keys.Escape(product.Id.ToString()), Row)
    {
        ["Source"] = product.Source,
        ["DefaultBranch"] = product.DefaultBranch,
        ["RegisteredAt"] = product.RegisteredAt,
    };

    private static Product Read(TableEntity entity) => new(
        ProductId.Parse(Keys.Unescape(entity.PartitionKey)),
        entity.GetString("Source"),
        entity.GetString("DefaultBranch"),
        entity.GetDateTimeOffset("RegisteredAt")!.Value);

    private Task<TableClient> TableAsync() => account.TableAsync("Products");
}
