using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;

namespace Steward.Azure.TestHistory;

/// <summary>Removes rows of one partition together, also when some of them are gone already.</summary>
internal static class TableDeletes
{
    private const int AtOnce = 100;

    public static async Task<int> DeleteAsync(TableClient table, string partition, IEnumerable<string> rows, CancellationToken cancellation)
    {
        var removed = 0;
        foreach (var chunk in rows.Chunk(AtOnce))
        {
            try
            {
                var actions = chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All));
                await StorageErrors.Translate(() => table.SubmitTransactionAsync(actions, cancellation));
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // One of them is gone, and so none was removed: another run of the same housekeeping. One by one then.
                foreach (var row in chunk) await StorageErrors.Translate(() => table.DeleteEntityAsync(partition, row, ETag.All, cancellation));
            }

            removed += chunk.Length;
        }

        return removed;
    }
}
