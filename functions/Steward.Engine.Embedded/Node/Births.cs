using System.Collections.Concurrent;
using Steward.Engine.Embedded.Journal;

namespace Steward.Engine.Embedded.Node;

/// <summary>Creates instances. Two who want the same id at once share one row: a transaction may name a row only once.</summary>
internal sealed class Births(Tenure tenure)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<CommitResult>>> _underWay = new(StringComparer.Ordinal);

    /// <summary>Creates an instance unless its id is taken, in any state.</summary>
    public async Task<CommitResult> CreateAsync(string id, string name, string? input, DateTimeOffset? startAt)
    {
        if (tenure.Find(id) is not null) return CommitResult.Exists;
        var birth = new Lazy<Task<CommitResult>>(() => WriteAsync(id, name, input, startAt));
        var first = _underWay.GetOrAdd(id, birth);
        if (!ReferenceEquals(first, birth)) return await first.Value == CommitResult.Written ? CommitResult.Exists : await first.Value;
        try
        {
            return await birth.Value;
        }
        finally
        {
            _underWay.TryRemove(id, out _);
        }
    }

    private async Task<CommitResult> WriteAsync(string id, string name, string? input, DateTimeOffset? startAt)
    {
        var now = tenure.Parts.Time.GetUtcNow();
        var header = new Header
        {
            Id = id, Name = name, CreatedAt = now, UpdatedAt = now, StartAt = startAt > now ? startAt.Value : now,
            // What starts at once is Running from its first row on: a row only to say so would cost a write.
            Status = startAt > now ? OrchestrationRuntimeStatus.Pending : OrchestrationRuntimeStatus.Running,
            Input = await tenure.Patient(stop => tenure.Reader.Payloads.StoreAsync(id, 0, input, stop)),
        };
        var stripe = tenure.StripeOf(id);
        var result = await stripe.WriteAsync(new Commit().Insert(header.ToEntity(stripe.Partition)));
        if (result == CommitResult.Written) tenure.Adopt(header, fresh: true);
        return result;
    }
}
