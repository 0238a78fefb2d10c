using System.Collections.Concurrent;
using Steward.Intake;

namespace Steward.Azure.Intake;

/// <summary>
/// The batches that this process wrote or read and that still have deliveries to be settled: it spares reading them again. A bounded memory:
/// what was forgotten is read from storage, and what another process changed is noticed by its ETag.
/// </summary>
internal sealed class OpenBatches
{
    private const int Max = 1000;

    private readonly ConcurrentDictionary<(string Partition, string Id), string> _names = new();
    private readonly ConcurrentDictionary<(string Partition, string Name), DeliveryBatch> _batches = new();
    private readonly ConcurrentQueue<(string Partition, string Name)> _order = new();

    /// <summary>The name of the batch of a delivery, or null when it is not known here.</summary>
    public string? NameOf(string partition, string id) => _names.GetValueOrDefault((partition, id));

    /// <summary>A batch by its name, or null when it is not known here.</summary>
    public DeliveryBatch? Find(string partition, string name) => _batches.GetValueOrDefault((partition, name));

    /// <summary>Remembers the newest state of a batch, or forgets it when it is settled.</summary>
    public void Put(DeliveryBatch batch)
    {
        if (!batch.IsPending)
        {
            Forget(batch.Partition, batch.Name);
            return;
        }

        var isNew = !_batches.ContainsKey((batch.Partition, batch.Name));
        _batches[(batch.Partition, batch.Name)] = batch;
        if (!isNew) return;
        foreach (var entry in batch.Entries.Where(e => e.State == DeliveryState.Stored)) _names[(batch.Partition, entry.Id)] = batch.Name;
        _order.Enqueue((batch.Partition, batch.Name));
        while (_order.Count > Max && _order.TryDequeue(out var oldest)) Forget(oldest.Partition, oldest.Name);
    }

    /// <summary>Forgets a batch: it was settled, or changed by somebody else.</summary>
    public void Forget(string partition, string name)
    {
        if (!_batches.TryRemove((partition, name), out var batch)) return;
        foreach (var entry in batch.Entries) _names.TryRemove((partition, entry.Id), out _);
    }
}
