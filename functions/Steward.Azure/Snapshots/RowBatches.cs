using System.IO.Compression;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.Snapshots;

/// <summary>Writes a table's file into a table: transactions of one partition, several at a time.</summary>
internal static class RowBatches
{
    private const int MaxRows = 100;

    // A transaction has at most 4 MB; on the wire a text may take three times the bytes that it has here.
    private const int MaxBytes = 1_200_000;

    // A large row goes alone. Azurite holds the limit of 1 MB against a row's form on the wire (also of a single upsert): there, a row whose text is
    // escaped to more than that can be inserted but not restored.
    private const int Large = 150_000;
    private const int AtOnce = 6;

    /// <summary>Puts every row of the (compressed) file into the table, replacing what is there.</summary>
    public static async Task WriteAsync(Stream file, TableClient table, Action<long> progress, CancellationToken cancellation)
    {
        await using var lines = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        await WriteLinesAsync(lines, table, progress, cancellation);
    }

    /// <summary>Likewise, with lines that are not compressed.</summary>
    public static async Task WriteLinesAsync(Stream lines, TableClient table, Action<long> progress, CancellationToken cancellation)
    {
        var done = 0L;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(ReadAsync(lines, cancellation), options, async (batch, stop) =>
        {
            await StorageErrors.Translate<object>(async () => batch is [{ Entity: TableEntity row }]
                ? await table.UpsertEntityAsync(row, TableUpdateMode.Replace, stop)
                : await table.SubmitTransactionAsync(batch, stop));
            progress(Interlocked.Add(ref done, batch.Count));
        });
    }

    private static async IAsyncEnumerable<List<TableTransactionAction>> ReadAsync(Stream lines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (batch, bytes) = (new List<TableTransactionAction>(), 0);
        await foreach (var line in LineReader.ReadAsync(lines, cancellation))
        {
            var row = RowFormat.Read(line);
            var isFull = batch.Count == MaxRows || bytes + line.Length > MaxBytes || line.Length > Large || (batch.Count == 1 && bytes > Large);
            if (batch.Count > 0 && (isFull || batch[0].Entity.PartitionKey != row.PartitionKey))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            bytes += line.Length;
        }

        if (batch.Count > 0) yield return batch;
    }
}
