using System.Threading.Channels;

namespace Steward.Kernel;

/// <summary>
/// Lets many concurrent callers share one write: while one batch is being written, the next one gathers. Batches of one
/// instance are written strictly one after the other, so a writer may rely on what the batch before it did.
/// </summary>
/// <remarks>
/// A caller's task completes only when its item was written; a batch that fails fails every caller in it (each may try
/// again: what is written must be safe to write twice). Cancelling a caller stops its waiting, not the write.
/// </remarks>
/// <typeparam name="TItem">What a caller hands in.</typeparam>
/// <typeparam name="TResult">What a caller gets back.</typeparam>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<Pending> _queue;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> _write;
    private readonly int _maxBatch;
    private readonly Func<TItem, int> _weigh;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <summary>Creates the group commit and starts its loop.</summary>
    /// <param name="write">Writes one batch; answers with one result an item, in the order of the items.</param>
    /// <param name="maxBatch">The most items in one batch, or the most weight.</param>
    /// <param name="maxQueue">The most items waiting; callers beyond it wait for a place.</param>
    /// <param name="weigh">What an item weighs; null: each 1. One that weighs more than a batch may is a batch by itself.</param>
    public GroupCommit(
        Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, int maxBatch, int maxQueue = 10_000,
        Func<TItem, int>? weigh = null)
    {
        _write = write;
        _maxBatch = maxBatch;
        _weigh = weigh ?? (_ => 1);
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(maxQueue) { SingleReader = true });
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Hands in one item and waits until it was written.</summary>
    public async Task<TResult> WriteAsync(TItem item, CancellationToken cancellation = default)
    {
        var pending = new Pending(item, new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(pending, cancellation);
        return await pending.Done.Task.WaitAsync(cancellation);
    }

    /// <summary>Writes what is waiting, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Pending>(_maxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            Gather(batch);
            await WriteBatchAsync(batch);
            batch.Clear();

            // Callers who now go on often come back at once: let them join the next batch instead of the one after it.
            await Task.Yield();
        }
    }

    private void Gather(List<Pending> batch)
    {
        for (var weight = 0; _queue.Reader.TryPeek(out var next); batch.Add(next))
        {
            weight += _weigh(next.Item);
            if (batch.Count > 0 && weight > _maxBatch) return;
            _queue.Reader.TryRead(out _);
        }
    }

    private async Task WriteBatchAsync(List<Pending> batch)
    {
        try
        {
            var results = await _write(batch.ConvertAll(p => p.Item), _stop.Token);
            for (var i = 0; i < batch.Count; i++) batch[i].Done.TrySetResult(results[i]);
        }
        catch (Exception failure)
        {
            // The failure belongs to the callers of this batch, each of whom sees it; the loop lives on for the next ones.
            foreach (var pending in batch) pending.Done.TrySetException(failure);
        }
    }

    private readonly record struct Pending(TItem Item, TaskCompletionSource<TResult> Done);
}
