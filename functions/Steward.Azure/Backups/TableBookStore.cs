using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Azure.Backups;

/// <summary>
/// Books of plans as rows of a table: partitions are runners, because each agent asks for its own every half minute; a row is a plan with its open orders and its newest runs, packed. What
/// looks after all of them reads the whole table, which has as many rows as there are plans.
/// </summary>
internal sealed class TableBookStore(StorageAccount account) : IBookStore
{
    private const string Content = "Content";

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredBook>> ListAsync(CancellationToken cancellation) => QueryAsync(null, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredBook>> ListAsync(string runner, CancellationToken cancellation) =>
        QueryAsync($"PartitionKey eq '{Keys.Quote(Keys.Escape(runner))}'", cancellation);

    /// <inheritdoc/>
    public async Task<StoredBook?> FindAsync(string runner, PlanKey key, CancellationToken cancellation)
    {
        var table = await OpenAsync();
        var found = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(Keys.Escape(runner), Keys.Escape(key.ToString()), cancellationToken: cancellation));
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(PlanBook book, string? version, CancellationToken cancellation)
    {
        var row = new TableEntity(Keys.Escape(book.Plan.Runner), Keys.Escape(book.Key.ToString()));
        var packed = PackedBytes.Pack(Json.WriteBytes(book));
        if (packed.Length > PackedBytes.MaxInEntity) throw StewardException.Invalid($"The plan {book.Key} has more than one row can hold. Split it into several.");
        PackedBytes.Write(row, Content, packed);
        var table = await OpenAsync();
        return await WasFirstAsync(() => version is null
            ? table.AddEntityAsync(row, cancellation)
            : table.UpdateEntityAsync(row, new ETag(version), TableUpdateMode.Replace, cancellation));
    }

    /// <inheritdoc/>
    public async Task<bool> TryRemoveAsync(PlanBook book, string version, CancellationToken cancellation)
    {
        var table = await OpenAsync();
        return await WasFirstAsync(() => table.DeleteEntityAsync(Keys.Escape(book.Plan.Runner), Keys.Escape(book.Key.ToString()), new ETag(version), cancellation));
    }

    private static async Task<bool> WasFirstAsync(Func<Task<Response>> write)
    {
        try
        {
            return (await StorageErrors.Translate(write)).Status != 404;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<StoredBook>> QueryAsync(string? filter, CancellationToken cancellation)
    {
        var (table, found) = (await OpenAsync(), new List<StoredBook>());
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))) found.Add(Read(row));
        return found;
    }

    private Task<TableClient> OpenAsync() => account.TableAsync("Backups");

    private static StoredBook Read(TableEntity row) => new(Json.Read<PlanBook>(PackedBytes.Unpack(PackedBytes.Read(row, Content)!)), row.ETag.ToString());
}
