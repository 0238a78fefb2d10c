using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Node;

/// <summary>Removes rows that no longer count, in transactions as large as they may be.</summary>
internal sealed class Eraser(Tenure tenure)
{
    /// <summary>Removes what the runs before an instance's present one have left: payloads and events. What is cut off is done again when the run is next entered.</summary>
    public async Task EraseEarlierRunsAsync(Header header)
    {
        var (id, from) = (header.Id, RowKeys.History(header.Id, header.Run));
        await tenure.Patient(async stop =>
        {
            // A run that began again with the same input still has it where the first one stored it.
            await tenure.Reader.Payloads.EraseRunsBeforeAsync(id, header.Run, header.Input.Blob, stop);
            return true;
        });
        await EraseAsync(id, await tenure.Patient(stop =>
            tenure.Reader.EventKeysAsync(id, key => string.CompareOrdinal(key, from) < 0, stop)), null);
    }

    /// <summary>Removes all of an instance: events and payloads first, the header last, so that what is cut off can be done again.</summary>
    public async Task PurgeAsync(string id)
    {
        var stripe = tenure.StripeOf(id);
        var keys = await tenure.Patient(stop => tenure.Reader.EventKeysAsync(id, _ => true, stop));
        await tenure.Patient(async stop =>
        {
            await tenure.Reader.Payloads.EraseAsync(id, stop);
            return true;
        });
        await EraseAsync(id, keys, commit => commit.Delete(stripe.Partition, RowKeys.Header(id)));
    }

    /// <summary>Removes rows, the last ones first; the final transaction also does something else.</summary>
    public async Task EraseAsync(string id, IReadOnlyList<string> keys, Func<Commit, Commit>? finallyAlso)
    {
        var stripe = tenure.StripeOf(id);
        var chunks = keys.Reverse().Chunk(Commit.MaxRows - 1).ToList();
        if (chunks.Count == 0 && finallyAlso is not null) chunks.Add([]);
        for (var i = 0; i < chunks.Count; i++)
        {
            var commit = chunks[i].Aggregate(new Commit(), (all, key) => all.Delete(stripe.Partition, key));
            if (i == chunks.Count - 1) finallyAlso?.Invoke(commit);
            await stripe.WriteAsync(commit);
        }
    }
}
