using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.Intake;

/// <summary>Which partitions have ever had deliveries to be settled: so that looking for the left-over ones asks each of them, and reads nothing else.</summary>
internal sealed class PendingPartitions
{
    private const string Partition = "!partitions";

    private readonly ConcurrentDictionary<string, bool> _written = new();

    /// <summary>Makes sure that a partition is listed, before the first delivery of this process goes there.</summary>
    public async Task EnsureAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        if (_written.ContainsKey(partition)) return;
        await StorageErrors.Translate(() =>
            table.UpsertEntityAsync(new TableEntity(Partition, partition), TableUpdateMode.Replace, cancellation));
        _written[partition] = true;
    }

    /// <summary>The partitions.</summary>
    public static async IAsyncEnumerable<string> ListAsync(TableClient table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var rows = table.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}'", cancellationToken: cancellation);
        await foreach (var row in StorageErrors.Translate(rows)) yield return row.RowKey;
    }
}
