using System.Collections.Immutable;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Azure.Intake;

/// <summary>Writes deliveries in transactions that concurrent callers share, insert-only: an id that is there already is left as it is.</summary>
internal sealed class DeliveryWriter : IAsyncDisposable
{
    private const int Lanes = 2;
    private const int MaxQueue = 2000;
    private const int Attempts = 10;

    private readonly StorageAccount _account;
    private readonly OpenBatches _open;
    private readonly PendingPartitions _partitions;
    private readonly GroupCommit<DeliveryRow, Task<bool>>[] _lanes;
    private readonly string _process = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private int _batches;

    public DeliveryWriter(StorageAccount account, OpenBatches open, PendingPartitions partitions)
    {
        (_account, _open, _partitions) = (account, open, partitions);

        // Two lanes: one transaction is put together while the other is on its way. An id always takes the same lane.
        _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new GroupCommit<DeliveryRow, Task<bool>>(WriteAsync, DeliveryChunks.MaxRows, MaxQueue))];
    }

    /// <summary>Writes one delivery together with others; false when its id was there.</summary>
    public async Task<bool> AddAsync(DeliveryRow row, CancellationToken cancellation)
    {
        var lane = _lanes[(uint)row.Delivery.Id.GetHashCode(StringComparison.Ordinal) % Lanes];
        return await await lane.WriteAsync(row, cancellation);
    }

    /// <summary>Writes what is waiting, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes) await lane.DisposeAsync();
    }

    // One product's failure is its own: each delivery gets the result of its transaction.
    private async Task<IReadOnlyList<Task<bool>>> WriteAsync(IReadOnlyList<DeliveryRow> rows, CancellationToken cancellation)
    {
        var results = new Dictionary<DeliveryRow, Task<bool>>(ReferenceEqualityComparer.Instance);
        foreach (var chunk in DeliveryChunks.Of(rows))
        {
            var added = AddChunkAsync(chunk, cancellation);
            foreach (var row in chunk) results[row] = WasAddedAsync(added, row.Delivery.Id);
        }

        await Task.WhenAll(results.Values.Select(async result => await Task.WhenAny(result)));

        // The same id twice in one batch: the second one shares the first one's fate, and is told that it is a duplicate.
        return [.. rows.Select(row => results.TryGetValue(row, out var own) ? own : AsDuplicateAsync(results, row))];
    }

    private static async Task<bool> WasAddedAsync(Task<IReadOnlySet<string>> added, string id) => (await added).Contains(id);

    private static async Task<bool> AsDuplicateAsync(Dictionary<DeliveryRow, Task<bool>> results, DeliveryRow row)
    {
        await results.First(r => r.Key.Partition == row.Partition && r.Key.Delivery.Id == row.Delivery.Id).Value;
        return false;
    }

    private async Task<IReadOnlySet<string>> AddChunkAsync(IReadOnlyList<DeliveryRow> rows, CancellationToken cancellation)
    {
        var table = await _account.TableAsync("Deliveries");
        var name = DeliveryBatch.NameOf(rows.Min(r => r.Delivery.ReceivedAt), $"{_process}{Interlocked.Increment(ref _batches):x}");
        for (var attempt = 1; rows.Count > 0; attempt++)
        {
            try
            {
                await SubmitAsync(table, rows, name, cancellation);
                break;
            }
            catch (RequestFailedException conflict) when (conflict.Status == 409)
            {
                if (attempt == Attempts) throw StewardException.Unavailable("Deliveries could not be stored: they come again and again.", conflict);
                var there = await FindAsync(table, rows, cancellation);

                // A transaction whose answer was lost was sent twice: what lies there is ours, all of it.
                if (there.Values.Contains(name)) break;
                rows = [.. rows.Where(r => !there.ContainsKey(r.Delivery.Id))];
            }
        }

        return rows.Select(r => r.Delivery.Id).ToHashSet();
    }

    private async Task SubmitAsync(TableClient table, IReadOnlyList<DeliveryRow> rows, string name, CancellationToken cancellation)
    {
        var entries = rows.Select(r => DeliveryEntry.Of(r.Delivery.Id, r.Delivery.State, r.Delivery.Reason)).ToImmutableArray();
        var batch = new DeliveryBatch(rows[0].Partition, name, entries);
        if (batch.IsPending) await _partitions.EnsureAsync(table, batch.Partition, cancellation);
        var actions = batch.Add().Concat(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r.Write(name))));
        var written = await StorageErrors.Translate(() => table.SubmitTransactionAsync(actions, cancellation));
        _open.Put(batch with { ETag = written.Value[0].Headers.ETag ?? ETag.All });
    }

    /// <summary>Which of the ids are there, with the batch each was stored in.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> FindAsync(
        TableClient table, IReadOnlyList<DeliveryRow> rows, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(rows.Select(async row => (row.Delivery.Id, Entity: await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(row.Partition, DeliveryRow.KeyOf(row.Delivery.Id), [DeliveryRow.Batch], cancellation)))));
        return found.Where(f => f.Entity.HasValue).ToDictionary(f => f.Id, f => f.Entity.Value!.GetString(DeliveryRow.Batch));
    }
}
