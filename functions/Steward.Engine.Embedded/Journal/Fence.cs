using Azure;
using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>
/// The row that every transaction of a stripe must find as its writer left it. A new active node writes its name into it, and from
/// then on no transaction of the node before can succeed, however late it arrives (fencing token; Kleppmann 2016, "How to do
/// distributed locking"). The number in it tells a writer whether a transaction of unknown outcome was done.
/// </summary>
internal sealed class Fence
{
    private readonly TableClient _table;
    private readonly string _owner;
    private ETag _etag;
    private long _number;

    private Fence(TableClient table, string partition, string owner) => (_table, Partition, _owner) = (table, partition, owner);

    /// <summary>The stripe's partition.</summary>
    public string Partition { get; }

    /// <summary>Takes the stripe over from whoever held it.</summary>
    /// <exception cref="NotActiveException">Another node is taking it over at this moment.</exception>
    public static async Task<Fence> TakeAsync(TableClient table, string partition, string owner, CancellationToken cancellation)
    {
        var fence = new Fence(table, partition, owner);
        var found = await table.FindAsync(partition, RowKeys.Fence, cancellation: cancellation);
        fence._number = found?.GetInt64("Number") ?? 0;
        try
        {
            var written = found is null
                ? await table.AddEntityAsync(fence.Row(), cancellation)
                : await table.UpdateEntityAsync(fence.Row(), found.ETag, TableUpdateMode.Replace, cancellation);
            fence._etag = written.Headers.ETag!.Value;
            return fence;
        }
        catch (RequestFailedException failure) when (StorageFaults.IsConflict(failure))
        {
            throw new NotActiveException($"Another node took stripe {partition} over at the same moment.");
        }
    }

    /// <summary>The operation that goes first in the next transaction.</summary>
    public TableTransactionAction Next()
    {
        var row = Row();
        row["Number"] = _number + 1;
        return new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, _etag);
    }

    /// <summary>The transaction was done.</summary>
    public void Moved(ETag etag) => (_etag, _number) = (etag, _number + 1);

    /// <summary>Finds out whether the last transaction, whose outcome is unknown, was done.</summary>
    /// <exception cref="NotActiveException">The stripe is somebody else's.</exception>
    public async Task<bool> WasDoneAsync(CancellationToken cancellation)
    {
        var found = await _table.FindAsync(Partition, RowKeys.Fence, cancellation: cancellation);
        if (found?.GetString("Owner") != _owner) throw new NotActiveException($"Another node has taken stripe {Partition} over.");
        if (found.GetInt64("Number") == _number) return false;
        Moved(found.ETag);
        return true;
    }

    private TableEntity Row() => new(Partition, RowKeys.Fence) { ["Owner"] = _owner, ["Number"] = _number };
}
