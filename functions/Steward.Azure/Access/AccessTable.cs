using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.Access;

/// <summary>The table of tokens, codes and the session key. Its partition keys are hashes, since the question is always "who has this one?".</summary>
/// <param name="account">The storage account.</param>
public sealed class AccessTable(StorageAccount account)
{
    internal const string TokenRow = "token";
    internal const string NameRow = "name";
    internal const string CodeRow = "code";
    internal const string KeyRow = "key";

    internal Task<TableClient> OpenAsync() => account.TableAsync("Access");

    internal async Task<TableEntity?> GetAsync(string partition, string row, CancellationToken cancellation)
    {
        var table = await OpenAsync();
        var found = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation));
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Inserts a row; false when it is there already.</summary>
    internal Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation) =>
        TryAsync(table => table.AddEntityAsync(row, cancellation), conflict: 409);

    /// <summary>Replaces a row that was read before; false when it has changed or gone since.</summary>
    internal Task<bool> TryReplaceAsync(TableEntity row, ETag read, CancellationToken cancellation) =>
        TryAsync(table => table.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellation), conflict: 412);

    /// <summary>Changes some columns of a row, whatever the others are by now; false when there is none.</summary>
    internal Task<bool> TryMergeAsync(TableEntity row, CancellationToken cancellation) =>
        TryAsync(table => table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellation), conflict: 404);

    /// <summary>Deletes a row that was read before; false when it has changed or gone since.</summary>
    internal Task<bool> TryDeleteAsync(TableEntity read, CancellationToken cancellation) =>
        TryAsync(table => table.DeleteEntityAsync(read.PartitionKey, read.RowKey, read.ETag, cancellation), conflict: 412);

    internal async IAsyncEnumerable<TableEntity> QueryAsync(
        string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await OpenAsync();
        await foreach (var row in StorageErrors.Translate(table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)))
            yield return row;
    }

    private async Task<bool> TryAsync(Func<TableClient, Task<Response>> call, int conflict)
    {
        var table = await OpenAsync();
        try
        {
            var answer = await StorageErrors.Translate(() => call(table));
            return answer.Status != 404;
        }
        catch (RequestFailedException failure) when (failure.Status == conflict || failure.Status == 404)
        {
            return false;
        }
    }
}
