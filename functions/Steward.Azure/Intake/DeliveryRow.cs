using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Azure.Intake;

/// <summary>One delivery ready to be written: its body is packed, and in a blob already when it is big.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Body">The packed body, or null when it lies in a blob.</param>
/// <param name="Blob">The blob's name, or null.</param>
internal sealed record DeliveryRow(Delivery Delivery, byte[]? Body, string? Blob)
{
    /// <summary>What the keys of deliveries begin with.</summary>
    public const string Prefix = "d-";

    /// <summary>The property that names the batch in which it was stored.</summary>
    public const string Batch = "Batch";

    private const string NoProduct = "-";
    private const string Content = "Delivery";
    private const string BodyPart = "Body";
    private const string BodyBlob = "BodyBlob";

    /// <summary>The properties that are read where the body is not wanted.</summary>
    public static IReadOnlyList<string> WithoutBody { get; } = [Content, Batch];

    /// <summary>The delivery's partition.</summary>
    public string Partition { get; } = PartitionOf(Delivery.Product);

    /// <summary>About how many bytes it takes in a transaction: binary is sent in base 64.</summary>
    public int Weight => ((Body?.Length ?? 0) * 4 / 3) + 3000;

    /// <summary>The partition of a product, or of the deliveries without one.</summary>
    public static string PartitionOf(ProductId? product) => product is { } id ? Keys.Escape(id.ToString()) : NoProduct;

    /// <summary>The row key of a delivery.</summary>
    public static string KeyOf(string id) => Prefix + Keys.Escape(id);

    /// <summary>The delivery of a row, in the state that its batch says.</summary>
    public static Delivery Read(TableEntity row, DeliveryEntry entry) =>
        Json.Read<Delivery>(row.GetString(Content)) with { State = entry.State, Reason = entry.Reason };

    /// <summary>The body of a row that was read in whole.</summary>
    public static async Task<byte[]> BodyOfAsync(TableEntity row, OverflowBlobs overflow, CancellationToken cancellation) =>
        PackedBytes.Unpack(PackedBytes.Read(row, BodyPart) ?? await overflow.GetAsync(row.GetString(BodyBlob), cancellation));

    /// <summary>The row as it is written with a batch.</summary>
    public TableEntity Write(string batch)
    {
        var row = new TableEntity(Partition, KeyOf(Delivery.Id)) { [Batch] = batch, [Content] = Json.Write(Delivery) };
        if (Body is not null) PackedBytes.Write(row, BodyPart, Body);
        else row[BodyBlob] = Blob;
        return row;
    }
}
