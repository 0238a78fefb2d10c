using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Azure.Intake;

/// <summary>What became of a delivery.</summary>
/// <param name="Partition">Its partition.</param>
/// <param name="Batch">The name of its batch.</param>
/// <param name="Entry">Its new state.</param>
internal sealed record StateChange(string Partition, string Batch, DeliveryEntry Entry);

/// <summary>Writes what became of deliveries: the changes of concurrent callers go out together, one row a batch of deliveries.</summary>
internal sealed class StateWriter : IAsyncDisposable
{
    private const int MaxChanges = 500;
    private const int MaxBatchesAtOnce = 40;
    private const int Attempts = 10;

    private readonly StorageAccount _account;
    private readonly OpenBatches _open;
    private readonly GroupCommit<StateChange, bool> _lane;

    public StateWriter(StorageAccount account, OpenBatches open)
    {
        (_account, _open) = (account, open);
        _lane = new GroupCommit<StateChange, bool>(WriteAsync, MaxChanges);
    }

    /// <summary>Writes one change together with others.</summary>
    public Task SetAsync(StateChange change, CancellationToken cancellation) => _lane.WriteAsync(change, cancellation);

    /// <summary>Writes what is waiting, then stops.</summary>
    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<StateChange> changes, CancellationToken cancellation)
    {
        var table = await _account.TableAsync("Deliveries");
        var batches = changes.GroupBy(c => (c.Partition, c.Batch)).Select(g => g.ToList()).GroupBy(g => g[0].Partition);
        foreach (var partition in batches)
            foreach (var together in partition.Chunk(MaxBatchesAtOnce)) await WriteAsync(table, together, cancellation);
        return [.. changes.Select(_ => true)];
    }

    private async Task WriteAsync(TableClient table, List<StateChange>[] batches, CancellationToken cancellation)
    {
        try
        {
            await SubmitAsync(table, batches, cancellation);
        }
        catch (RequestFailedException changed) when (IsChanged(changed))
        {
            // Another process has settled some of them: one after the other, each read anew.
            foreach (var batch in batches) await WriteAloneAsync(table, batch, cancellation);
        }
    }

    private async Task WriteAloneAsync(TableClient table, List<StateChange> changes, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            _open.Forget(changes[0].Partition, changes[0].Batch);
            try
            {
                await SubmitAsync(table, [changes], cancellation);
                return;
            }
            catch (RequestFailedException changed) when (IsChanged(changed) && attempt < Attempts)
            {
                // Read it again.
            }
        }
    }

    private async Task SubmitAsync(TableClient table, List<StateChange>[] batches, CancellationToken cancellation)
    {
        var writes = new List<(DeliveryBatch Newer, int At)>();
        var actions = new List<TableTransactionAction>();
        foreach (var changes in batches)
        {
            var older = await LoadAsync(table, changes[0], cancellation);
            var newer = changes.Aggregate(older, (batch, change) => batch.With(change.Entry.Id, change.Entry.State, change.Entry.Reason));
            writes.Add((newer, actions.Count));
            actions.AddRange(newer.Replace(older));
        }

        var written = await StorageErrors.Translate(() => table.SubmitTransactionAsync(actions, cancellation));
        foreach (var (newer, at) in writes) _open.Put(newer with { ETag = written.Value[at].Headers.ETag ?? ETag.All });
    }

    private async Task<DeliveryBatch> LoadAsync(TableClient table, StateChange change, CancellationToken cancellation)
    {
        if (_open.Find(change.Partition, change.Batch) is { } known) return known;
        var key = DeliveryBatch.KeyOf(change.Batch);
        return DeliveryBatch.Read(await StorageErrors.Translate(() =>
            table.GetEntityAsync<TableEntity>(change.Partition, key, cancellationToken: cancellation)));
    }

    private static bool IsChanged(RequestFailedException failure) => failure.Status is 404 or 409 or 412;
}
