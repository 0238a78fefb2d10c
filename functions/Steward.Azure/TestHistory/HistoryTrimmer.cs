using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.TestHistory;

/// <summary>Removes old results, partition by partition, and the lists that no result needs any more.</summary>
/// <param name="account">The account.</param>
internal sealed class HistoryTrimmer(StorageAccount account)
{
    /// <summary>The partitions of one step.</summary>
    public const int PartitionsAtOnce = 16;

    /// <summary>Removes from the partition of a bucket what is older than a time.</summary>
    public async Task TrimAsync(string partition, DateTimeOffset before, CancellationToken cancellation)
    {
        var table = await account.TableAsync(ResultWriter.Table);
        var (old, lists, used) = (new List<string>(), new Dictionary<string, ETag>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var query = table.QueryAsync<TableEntity>($"PartitionKey eq '{Keys.Quote(partition)}'", 1_000, ["RowKey"], cancellation);
        await foreach (var row in StorageErrors.Translate(query))
        {
            if (row.RowKey.AsSpan(2).StartsWith(HistoryKeys.Lists))
            {
                lists[row.RowKey] = row.ETag;
                continue;
            }

            var (at, _, list) = HistoryKeys.ReadResult(row.RowKey);
            if (at < before) old.Add(row.RowKey);
            else used.Add($"{row.RowKey[..2]}{HistoryKeys.Lists}{list}");
        }

        await TableDeletes.DeleteAsync(table, partition, old, cancellation);
        foreach (var (list, seen) in lists.Where(l => !used.Contains(l.Key))) await DropAsync(table, partition, list, seen, cancellation);
    }

    private static async Task DropAsync(TableClient table, string partition, string list, ETag seen, CancellationToken cancellation)
    {
        try
        {
            await StorageErrors.Translate(() => table.DeleteEntityAsync(partition, list, seen, cancellation));
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            // A report that came in between has written it again, and needs it.
        }
    }
}
