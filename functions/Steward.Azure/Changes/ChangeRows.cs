using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Kernel;

namespace Steward.Azure.Changes;

/// <summary>The rows of a change: the record under its time, and the pointer to it under its commit.</summary>
/// <param name="overflow">Where verdict trees go that are too big for a row.</param>
internal sealed class ChangeRows(OverflowBlobs overflow)
{
    /// <summary>What the keys of records begin with.</summary>
    public const string RecordPrefix = "t-";

    private const string Content = "Content";
    private const string Blob = "Blob";
    private const string Target = "Target";

    /// <summary>The partition of a product.</summary>
    public static string PartitionOf(ProductId product) => Keys.Escape(product.ToString());

    /// <summary>The key of the pointer.</summary>
    public static string PointerKey(ChangeId id) => $"c-{id.Commit}";

    /// <summary>The key of the record at a place.</summary>
    public static string RecordKey(ChangePlace place) => $"{RecordPrefix}{Keys.NewestFirst(place.ReceivedAt)}-{place.Commit}";

    /// <summary>The key of the record that a pointer names.</summary>
    public static string TargetOf(TableEntity pointer) => pointer.GetString(Target);

    /// <summary>The record as a row; a big one leaves its content in a blob.</summary>
    public async Task<TableEntity> WriteAsync(ChangeRecord change, CancellationToken cancellation)
    {
        var row = new TableEntity(PartitionOf(change.Id.Product), RecordKey(ChangePlace.Of(change)));
        var packed = PackedBytes.Pack(Json.WriteBytes(change));
        if (packed.Length <= PackedBytes.MaxInEntity) PackedBytes.Write(row, Content, packed);
        else row[Blob] = await overflow.PutAsync(packed, cancellation);
        return row;
    }

    /// <summary>The record of a row.</summary>
    public async Task<ChangeRecord> ReadAsync(TableEntity row, CancellationToken cancellation)
    {
        var packed = PackedBytes.Read(row, Content) ?? await overflow.GetAsync(row.GetString(Blob), cancellation);
        return Json.Read<ChangeRecord>(PackedBytes.Unpack(packed));
    }

    /// <summary>What writes the record over the one before: its time may have changed, when the same commit was pushed again.</summary>
    public static IReadOnlyList<TableTransactionAction> Actions(TableEntity row, TableEntity? pointer, ChangeId id)
    {
        var write = new TableTransactionAction(TableTransactionActionType.UpsertReplace, row);
        if (pointer is null) return [write, new TableTransactionAction(TableTransactionActionType.Add, Pointer(row, id))];

        // The pointer is always checked: nobody may have moved the record in between.
        var point = new TableTransactionAction(TableTransactionActionType.UpdateReplace, Pointer(row, id), pointer.ETag);
        if (TargetOf(pointer) == row.RowKey) return [write, point];
        var old = new TableEntity(row.PartitionKey, TargetOf(pointer));
        return [write, point, new TableTransactionAction(TableTransactionActionType.Delete, old, ETag.All)];
    }

    private static TableEntity Pointer(TableEntity row, ChangeId id) => new(row.PartitionKey, PointerKey(id)) { [Target] = row.RowKey };
}
