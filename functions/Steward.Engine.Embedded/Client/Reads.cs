using System.Runtime.CompilerServices;
using Steward.Engine.Embedded.Journal;
using Steward.Engine.Embedded.Node;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Client;

/// <summary>The verbs that only read: from storage, on any node.</summary>
internal sealed class Reads(JournalSource source, Bounded bounded, TimeProvider time, Func<Tenure?> active)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>One instance, or null.</summary>
    public Task<OrchestrationMetadata?> GetAsync(string id, bool payloads, CancellationToken cancellation) =>
        bounded.RunAsync(async stop =>
        {
            var reader = (await source.OpenAsync(stop)).Reader;
            return await reader.FindAsync(id, stop) is { } header ? await PresentAsync(reader, header, payloads, stop) : null;
        }, cancellation);

    /// <summary>The instances that fit, by id.</summary>
    public async IAsyncEnumerable<OrchestrationMetadata> ListAsync(
        OrchestrationQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = (await bounded.RunAsync(stop => source.OpenAsync(stop).AsTask(), cancellation)).Reader;
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var headers = reader.QueryAsync(query, cut.Token).GetAsyncEnumerator(cut.Token);
        var isMoving = false;
        try
        {
            while (await bounded.RunAsync(_ => NextAsync(), cancellation))
            {
                var header = headers.Current;
                if (await bounded.RunAsync(stop => PresentAsync(reader, header, query.FetchInputsAndOutputs, stop), cancellation) is { } found) yield return found;
            }
        }
        finally
        {
            // One that was given up while it waits for the storage cannot be disposed; cancelled, it ends by itself.
            if (isMoving) await cut.CancelAsync();
            else await headers.DisposeAsync();
        }

        async Task<bool> NextAsync()
        {
            isMoving = true;
            var moved = await headers.MoveNextAsync();
            isMoving = false;
            return moved;
        }
    }

    /// <summary>Waits until an instance has ended: told by the active node's memory, else by looking.</summary>
    public async Task<OrchestrationMetadata> WaitAsync(string id, bool payloads, CancellationToken cancellation)
    {
        while (true)
        {
            if (active()?.Find(id) is { } running && await EndOfAsync(running, cancellation) is { } ended)
                return await bounded.RunAsync(async stop => await MetadataAsync((await source.OpenAsync(stop)).Reader, ended, payloads, stop), cancellation);

            var found = await GetAsync(id, payloads, cancellation) ?? throw StewardException.NotFound($"There is no orchestration '{Texts.Clip(id, 200)}'.");
            if (found.IsCompleted) return found;
            if (active()?.Find(id) is null) await Task.Delay(Poll, time, cancellation);
        }
    }

    // Null after a while: the instance may go on elsewhere, so its row must be looked at now and then.
    private async Task<Header?> EndOfAsync(Instance running, CancellationToken cancellation)
    {
        try
        {
            return await running.Ended.WaitAsync(Poll * 10, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    // Between header and payload the instance may have begun anew, or been purged: then its payload went, and it is looked at again. Null: purged.
    private static async Task<OrchestrationMetadata?> PresentAsync(JournalReader reader, Header header, bool payloads, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await MetadataAsync(reader, header, payloads, cancellation);
            }
            catch (CorruptHistoryException)
            {
                var now = await reader.FindAsync(header.Id, cancellation);
                if (now?.Run == header.Run) throw;
                if (now is null) return null;
                header = now;
            }
        }
    }

    private static async Task<OrchestrationMetadata> MetadataAsync(JournalReader reader, Header header, bool payloads, CancellationToken cancellation) => new()
    {
        InstanceId = header.Id,
        Name = header.Name,
        RuntimeStatus = header.Status,
        CreatedAt = header.CreatedAt,
        LastUpdatedAt = header.UpdatedAt,
        SerializedCustomStatus = header.CustomStatus,
        SerializedInput = payloads ? await reader.Payloads.ReadAsync(header.Input, cancellation) : null,
        SerializedOutput = payloads ? await reader.Payloads.ReadAsync(header.Output, cancellation) : null,
        FailureDetails = header.Failure,
    };
}
