using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Data.Tables;

namespace Steward.Engine.Embedded.Journal;

/// <summary>How a transaction ended.</summary>
internal enum Transaction
{
    /// <summary>It is written.</summary>
    Done,

    /// <summary>A row that should be new is there, or one to be deleted is gone. Nothing is written.</summary>
    Conflict,

    /// <summary>The service says that it cannot be right (too large, a bad key). Nothing is written.</summary>
    Refused,
}

/// <summary>Writes transactions behind a fence and comes back only when their outcome is known.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and may be cancelled after the writer has ended.")]
internal sealed class FencedWriter(TableClient table, Fence fence, StripeSetting setting)
{
    // So many failures in a row (about 750 ms) are an outage, of which callers are told at once.
    private const int OutageAfter = 4;
    private readonly CancellationTokenSource _abort = new();

    /// <summary>The partition.</summary>
    public string Partition => fence.Partition;

    /// <summary>True while storage does not answer.</summary>
    public bool IsOut { get; private set; }

    /// <summary>True when it must stop.</summary>
    public bool IsAborted => _abort.IsCancellationRequested;

    /// <summary>Ends all attempts with <see cref="OperationCanceledException"/>.</summary>
    public void Abort() => _abort.Cancel();

    /// <summary>One transaction.</summary>
    /// <remarks>
    /// After a lost answer the very same transaction is sent again under the same fence ETag: whichever of the two comes first is done,
    /// the other one is refused, and the fence's number tells that it was ours.
    /// </remarks>
    /// <exception cref="NotActiveException">The fence is somebody else's.</exception>
    public Task<Transaction> WriteAsync(IReadOnlyList<TableTransactionAction> rows) => UntilAnsweredAsync(() => AttemptAsync(rows));

    /// <summary>Whether a row is there.</summary>
    public Task<bool> IsThereAsync(ITableEntity row) =>
        UntilAnsweredAsync(async () => await table.FindAsync(row.PartitionKey, row.RowKey, ["RowKey"], _abort.Token) is not null);

    private async Task<Transaction> AttemptAsync(IReadOnlyList<TableTransactionAction> rows)
    {
        try
        {
            var done = await table.SubmitTransactionAsync(rows.Prepend(fence.Next()), _abort.Token);
            fence.Moved(done.Value[0].Headers.ETag!.Value);
            return Transaction.Done;
        }
        catch (RequestFailedException failure) when (failure.Status is 400 or 413)
        {
            setting.Log.CommitRefused(failure, Partition);
            return Transaction.Refused;
        }
        catch (RequestFailedException failure) when (StorageFaults.IsConflict(failure))
        {
            // It may be an earlier attempt of ours whose answer was lost: the fence knows.
            if (await UntilAnsweredAsync(() => fence.WasDoneAsync(_abort.Token))) return Transaction.Done;
            if (failure.Status == 412) throw new IOException($"The fence of {Partition} was refused although it is ours.", failure);
            return Transaction.Conflict;
        }
    }

    private async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> call)
    {
        var backoff = new Backoff(setting.Time);
        while (true)
        {
            try
            {
                var answer = await call();
                IsOut = false;
                return answer;
            }
            catch (Exception failure) when (StorageFaults.IsTransient(failure) && !IsAborted)
            {
                NoteOutage(backoff.Count, failure);
                await backoff.PauseAsync(_abort.Token);
            }
        }
    }

    private void NoteOutage(int failures, Exception failure)
    {
        if (IsOut || failures < OutageAfter) return;
        IsOut = true;
        setting.Log.StorageIsOut(failure, Partition);
    }
}
