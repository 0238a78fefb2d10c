using System.Threading.Channels;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Journal;

/// <summary>
/// The one writer of a stripe. Commits of many instances share transactions; one transaction is under way at a time, so that the
/// fence's ETag is always known.
/// </summary>
internal sealed class Stripe : IAsyncDisposable
{
    private readonly FencedWriter _writer;
    private readonly StripeSetting _setting;
    private readonly GroupCommit<Commit, CommitResult> _group;

    /// <summary>Creates the writer on a fence that was taken.</summary>
    public Stripe(TableClient table, Fence fence, StripeSetting setting)
    {
        _setting = setting;
        _writer = new FencedWriter(table, fence, setting);
        _group = new GroupCommit<Commit, CommitResult>((commits, _) => WriteAllAsync(commits), Commit.MaxRows);
    }

    /// <summary>The partition.</summary>
    public string Partition => _writer.Partition;

    /// <summary>True while storage does not answer.</summary>
    public bool IsOut => _writer.IsOut;

    /// <summary>Writes one commit; keeps trying while the storage does not answer.</summary>
    /// <exception cref="NotActiveException">This node may not write any more.</exception>
    public async Task<CommitResult> WriteAsync(Commit commit)
    {
        try
        {
            return await _group.WriteAsync(commit);
        }
        catch (ChannelClosedException)
        {
            throw new NotActiveException("The engine was stopped.");
        }
    }

    /// <summary>Gives up on what is being tried: callers get <see cref="NotActiveException"/>.</summary>
    public void Abort() => _writer.Abort();

    /// <summary>Writes what is waiting (unless aborted), then stops.</summary>
    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private async Task<IReadOnlyList<CommitResult>> WriteAllAsync(IReadOnlyList<Commit> commits)
    {
        try
        {
            var results = new CommitResult[commits.Count];
            for (var start = 0; start < commits.Count;)
            {
                var batch = BatchFrom(commits, start);
                await WriteBatchAsync(batch, results.AsMemory(start));
                start += batch.Count;
            }

            return results;
        }
        catch (OperationCanceledException) when (_writer.IsAborted)
        {
            throw new NotActiveException("The engine was stopped.");
        }
        catch (NotActiveException lost)
        {
            // The first writer that notices ends the tenure; the other stripes would only notice later.
            _setting.Lost(lost.Message);
            throw;
        }
    }

    private static List<Commit> BatchFrom(IReadOnlyList<Commit> commits, int start)
    {
        var (batch, rows, bytes) = (new List<Commit>(), 0, 0);
        foreach (var commit in commits.Skip(start))
        {
            (rows, bytes) = (rows + commit.Rows.Count, bytes + commit.Bytes);
            if (batch.Count > 0 && (rows > Commit.MaxRows || bytes > Commit.MaxBytes)) break;
            batch.Add(commit);
        }

        return batch;
    }

    private async Task WriteBatchAsync(List<Commit> batch, Memory<CommitResult> results)
    {
        var outcome = await _writer.WriteAsync(batch.SelectMany(commit => commit.Rows).ToList());
        if (outcome == Transaction.Done) return;

        // Rare: one of them is not as the others. Each by itself, so that it keeps nobody else from being written.
        for (var i = 0; i < batch.Count; i++)
        {
            var alone = await WriteAloneAsync(batch[i]);
            results.Span[i] = alone;
        }
    }

    private async Task<CommitResult> WriteAloneAsync(Commit commit)
    {
        while (true)
        {
            var outcome = await _writer.WriteAsync(commit.Rows);
            if (outcome == Transaction.Done) return CommitResult.Written;
            if (outcome == Transaction.Refused) return CommitResult.Refused;
            if (await HasDuplicateAsync(commit)) return CommitResult.Exists;
            if (!await ForgetGoneAsync(commit)) return CommitResult.Refused;
        }
    }

    private async Task<bool> HasDuplicateAsync(Commit commit)
    {
        foreach (var row in commit.Rows.Where(r => r.ActionType == TableTransactionActionType.Add))
            if (await _writer.IsThereAsync(row.Entity)) return true;
        return false;
    }

    private async Task<bool> ForgetGoneAsync(Commit commit)
    {
        var before = commit.Rows.Count;
        foreach (var row in commit.Rows.Where(r => r.ActionType == TableTransactionActionType.Delete).ToList())
            if (!await _writer.IsThereAsync(row.Entity)) commit.Forget(row);
        return commit.Rows.Count < before;
    }
}

/// <summary>What all stripes of a tenure share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Log">The log.</param>
/// <param name="Lost">Called when the fence is somebody else's.</param>
internal sealed record StripeSetting(TimeProvider Time, ILogger Log, Action<string> Lost);
