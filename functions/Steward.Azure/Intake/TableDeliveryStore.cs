using Steward.Azure.Storage;
using Steward.Intake;
using Steward.Kernel;

namespace Steward.Azure.Intake;

/// <summary>
/// Deliveries in the table <c>Deliveries</c>, one partition a product. Concurrent deliveries are stored in one entity-group transaction:
/// a row each, insert-only under the delivery's id, and one row for the batch (<see cref="DeliveryBatch"/>). Bodies are compressed; those
/// that are too big for a row go to the container <c>deliveries</c> before the row is written.
/// </summary>
public sealed class TableDeliveryStore : IDeliveryStore, IAsyncDisposable
{
    private readonly OverflowBlobs _overflow;
    private readonly OpenBatches _open = new();
    private readonly DeliveryWriter _writer;
    private readonly StateWriter _states;
    private readonly DeliveryQueries _queries;

    /// <summary>Creates the store; nothing is sent yet.</summary>
    public TableDeliveryStore(StorageAccount account)
    {
        _overflow = new OverflowBlobs(account, "deliveries");
        _writer = new DeliveryWriter(account, _open, new PendingPartitions());
        _states = new StateWriter(account, _open);
        _queries = new DeliveryQueries(account, _open);
    }

    /// <inheritdoc/>
    public async Task<bool> AddAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var packed = PackedBytes.Pack(body.Span);
        var row = packed.Length <= PackedBytes.MaxInEntity
            ? new DeliveryRow(delivery, packed, null)
            : new DeliveryRow(delivery, null, await _overflow.PutAsync(packed, cancellation));
        return await _writer.AddAsync(row, cancellation);
    }

    /// <inheritdoc/>
    public async Task SetStateAsync(Delivery delivery, DeliveryState state, string? reason, CancellationToken cancellation)
    {
        var partition = DeliveryRow.PartitionOf(delivery.Product);
        var batch = _open.NameOf(partition, delivery.Id) ?? await _queries.BatchOfAsync(partition, delivery.Id, cancellation)
            ?? throw Unknown(delivery);
        await _states.SetAsync(new StateChange(partition, batch, DeliveryEntry.Of(delivery.Id, state, reason)), cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Delivery> ListStoredAsync(DateTimeOffset before, CancellationToken cancellation) =>
        _queries.StoredAsync(before, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<Delivery> ListAsync(ProductId product, int max, CancellationToken cancellation) =>
        _queries.NewestAsync(DeliveryRow.PartitionOf(product), max, cancellation);

    /// <inheritdoc/>
    public async Task<byte[]> GetBodyAsync(Delivery delivery, CancellationToken cancellation)
    {
        var row = await _queries.RowAsync(DeliveryRow.PartitionOf(delivery.Product), delivery.Id, cancellation) ?? throw Unknown(delivery);
        return await DeliveryRow.BodyOfAsync(row, _overflow, cancellation);
    }

    /// <summary>Writes what is waiting, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _states.DisposeAsync();
    }

    private static StewardException Unknown(Delivery delivery) =>
        StewardException.NotFound($"The delivery {delivery.Id} was never stored for {delivery.Product?.ToString() ?? "no product"}.");
}
