using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Azure.Intake;

/// <summary>
/// The deliveries that were stored in one transaction, and what became of each. Its row <c>b-</c> sorts newest first and stays; a marker
/// <c>p-</c> sorts oldest first and is there exactly as long as one of them is still in state Stored: both change in one transaction.
/// So a delivery costs one row of its own, and the bookkeeping is shared by all of a batch.
/// </summary>
/// <param name="Partition">The product's partition.</param>
/// <param name="Name">When its first delivery came (19 digits of ticks) and a unique suffix.</param>
/// <param name="Entries">The deliveries in the order in which they came.</param>
internal sealed record DeliveryBatch(string Partition, string Name, ImmutableArray<DeliveryEntry> Entries)
{
    /// <summary>What the keys of batches begin with.</summary>
    public const string Prefix = "b-";

    /// <summary>What the keys of markers begin with.</summary>
    public const string MarkerPrefix = "p-";

    private const int TickDigits = 19;
    private const string Content = "Entries";

    /// <summary>The row's ETag, as last read or written.</summary>
    public ETag ETag { get; init; }

    /// <summary>True while one of the deliveries is in state Stored.</summary>
    public bool IsPending => Entries.Any(e => e.State == DeliveryState.Stored);

    private string RowKey => KeyOf(Name);

    /// <summary>A name for a batch.</summary>
    public static string NameOf(DateTimeOffset first, string suffix) => $"{Ticks(first)}-{suffix}";

    /// <summary>The row key of the batch of a name.</summary>
    public static string KeyOf(string name)
    {
        var ticks = long.Parse(name.AsSpan(0, TickDigits), NumberStyles.None, CultureInfo.InvariantCulture);
        return Prefix + Keys.NewestFirst(new DateTimeOffset(ticks, TimeSpan.Zero)) + name[TickDigits..];
    }

    /// <summary>The markers of batches that began before a time, as an OData filter.</summary>
    public static string MarkersBefore(string partition, DateTimeOffset before) =>
        $"PartitionKey eq '{Keys.Quote(partition)}' and RowKey ge '{MarkerPrefix}' and RowKey lt '{MarkerPrefix}{Ticks(before)}'";

    /// <summary>The batch of a row.</summary>
    public static DeliveryBatch Read(TableEntity row)
    {
        var written = Json.Read<Written>(row.GetString(Content));
        return new DeliveryBatch(row.PartitionKey, written.Name, written.Entries) { ETag = row.ETag };
    }

    /// <summary>What writes it for the first time.</summary>
    public IEnumerable<TableTransactionAction> Add()
    {
        yield return new TableTransactionAction(TableTransactionActionType.Add, Row());
        if (IsPending) yield return new TableTransactionAction(TableTransactionActionType.Add, Marker());
    }

    /// <summary>What writes it over an older state of itself.</summary>
    public IEnumerable<TableTransactionAction> Replace(DeliveryBatch older)
    {
        yield return new TableTransactionAction(TableTransactionActionType.UpdateReplace, Row(), older.ETag);
        if (older.IsPending && !IsPending) yield return new TableTransactionAction(TableTransactionActionType.Delete, Marker(), ETag.All);
        if (!older.IsPending && IsPending) yield return new TableTransactionAction(TableTransactionActionType.Add, Marker());
    }

    /// <summary>The batch with one delivery in another state.</summary>
    public DeliveryBatch With(string id, DeliveryState state, string? reason)
    {
        var at = Entries.ToList().FindIndex(e => e.Id == id);
        return at < 0 ? this : this with { Entries = Entries.SetItem(at, DeliveryEntry.Of(id, state, reason)) };
    }

    private static string Ticks(DateTimeOffset time) => time.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private TableEntity Row() => new(Partition, RowKey) { [Content] = Json.Write(new Written(Name, Entries)) };

    private TableEntity Marker() => new(Partition, MarkerPrefix + Name);

    private sealed record Written(string Name, ImmutableArray<DeliveryEntry> Entries);
}

/// <summary>What became of one delivery of a batch.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why it is ignored; cut so that all of a batch fit into one property.</param>
internal sealed record DeliveryEntry(string Id, DeliveryState State, string? Reason)
{
    private const int MaxReason = 160;

    /// <summary>The entry of a delivery.</summary>
    public static DeliveryEntry Of(string id, DeliveryState state, string? reason) => new(id, state, Texts.Clip(reason, MaxReason));
}
