using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Intake;

namespace Steward.Azure.Intake;

/// <summary>Reads deliveries by way of their batches: the left-over ones by their markers, the newest ones by the batches' order.</summary>
/// <param name="account">The account.</param>
/// <param name="open">Remembers the batches that are about to be settled.</param>
internal sealed class DeliveryQueries(StorageAccount account, OpenBatches open)
{
    // More left-over batches than that are found by the next look.
    private const int MaxMarkers = 10_000;

    /// <summary>The name of the batch that a delivery was stored in; null when it never was.</summary>
    public async Task<string?> BatchOfAsync(string partition, string id, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var row = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(partition, DeliveryRow.KeyOf(id), [DeliveryRow.Batch], cancellation));
        return row.HasValue ? row.Value!.GetString(DeliveryRow.Batch) : null;
    }

    /// <summary>The whole row of a delivery; null when it was never stored.</summary>
    public async Task<TableEntity?> RowAsync(string partition, string id, CancellationToken cancellation)
    {
        var table = await TableAsync();
        var row = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(partition, DeliveryRow.KeyOf(id), cancellationToken: cancellation));
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Deliveries in state Stored that came before a time, oldest first.</summary>
    public async IAsyncEnumerable<Delivery> StoredAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        foreach (var (partition, name) in await MarkersAsync(table, before, cancellation))
        {
            var row = await StorageErrors.Translate(() =>
                table.GetEntityIfExistsAsync<TableEntity>(partition, DeliveryBatch.KeyOf(name), cancellationToken: cancellation));
            if (!row.HasValue) continue;
            var batch = DeliveryBatch.Read(row.Value!);
            open.Put(batch);
            foreach (var delivery in await LoadAsync(table, batch, e => e.State == DeliveryState.Stored, cancellation))
                if (delivery.ReceivedAt < before) yield return delivery;
        }
    }

    /// <summary>The deliveries of a partition, newest first.</summary>
    public async IAsyncEnumerable<Delivery> NewestAsync(string partition, int max, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await TableAsync();
        var left = max;
        var rows = table.QueryAsync<TableEntity>(Keys.RowsWithPrefix(partition, DeliveryBatch.Prefix), Math.Clamp(max, 1, 100), null, cancellation);
        await foreach (var row in StorageErrors.Translate(rows))
        {
            foreach (var delivery in (await LoadAsync(table, DeliveryBatch.Read(row), _ => true, cancellation)).Reverse())
                if (left-- > 0) yield return delivery;
            if (left <= 0) yield break;
        }
    }

    private static async Task<IReadOnlyList<Delivery>> LoadAsync(
        TableClient table, DeliveryBatch batch, Func<DeliveryEntry, bool> wanted, CancellationToken cancellation)
    {
        var read = batch.Entries.Where(wanted).Select(async entry =>
        {
            var key = DeliveryRow.KeyOf(entry.Id);
            var row = await StorageErrors.Translate(() =>
                table.GetEntityAsync<TableEntity>(batch.Partition, key, DeliveryRow.WithoutBody, cancellation));
            return DeliveryRow.Read(row, entry);
        });
        return [.. (await Task.WhenAll(read)).OrderBy(d => d.ReceivedAt)];
    }

    private static async Task<IReadOnlyList<(string Partition, string Name)>> MarkersAsync(
        TableClient table, DateTimeOffset before, CancellationToken cancellation)
    {
        var markers = new List<(string Partition, string Name)>();
        await foreach (var partition in PendingPartitions.ListAsync(table, cancellation))
        {
            var rows = table.QueryAsync<TableEntity>(DeliveryBatch.MarkersBefore(partition, before), null, ["RowKey"], cancellation);
            await foreach (var row in StorageErrors.Translate(rows))
            {
                if (markers.Count == MaxMarkers) break;
                markers.Add((partition, row.RowKey[DeliveryBatch.MarkerPrefix.Length..]));
            }
        }

        return [.. markers.OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private Task<TableClient> TableAsync() => account.TableAsync("Deliveries");
}
