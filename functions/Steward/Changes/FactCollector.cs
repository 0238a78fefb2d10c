using System.Collections.Concurrent;
using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Policy;
using Steward.Source;

namespace Steward.Changes;

/// <summary>Takes the snapshot that a gate judges: the policy at the commit, and the evidence about the commit, its files and the product.</summary>
public sealed class FactCollector(PolicyLoader policies, ILedger ledger, IPayloadStore payloads, TimeProvider time)
{
    private const int Parallel = 16;
    private const int ReadAtOnce = 20_000;
    private const int EntriesForAQuery = 20; // measured: so many entries are read in the time of one query

    /// <summary>The most bytes of payloads that one decision holds in memory. What is beyond is left out, and criteria judge it as not known.</summary>
    public const long MaxPayloadBytes = 256L * 1024 * 1024;

    /// <summary>The facts of a change as they are now.</summary>
    public async Task<GateFacts> CollectAsync(ChangeId change, IReadOnlyDictionary<string, string> faults, CancellationToken cancellation)
    {
        var reading = await ReadPolicyAsync(change, cancellation);
        var entries = new List<LedgerEntry>();
        foreach (var subject in new[] { Subject.Product(change.Product), Subject.Commit(change.Commit) })
            entries.AddRange(await ledger.FindAsync(change.Product, subject, cancellation).ToListAsync(cancellation));
        var bodies = await PayloadsAsync(change.Product, entries, cancellation);
        entries.AddRange(await OfBlobsAsync(change.Product, BlobsOf(entries, bodies), entries.Select(e => e.Index).DefaultIfEmpty().Max(), cancellation));
        return new GateFacts
        {
            Product = change.Product,
            Commit = change.Commit,
            Policy = reading.Policy,
            PolicyProblems = reading.Problems,
            Now = time.GetUtcNow(),
            Entries = [.. entries.OrderBy(e => e.Index)],
            Payloads = bodies,
            Faults = faults,
        };
    }

    /// <summary>True when evidence about the commit has come since some facts were collected, other than the change's own.</summary>
    public async Task<bool> HasMoreAsync(ChangeId change, GateFacts facts, CancellationToken cancellation)
    {
        var known = facts.Entries.Select(e => e.Index).ToHashSet();
        return await ledger.FindAsync(change.Product, Subject.Commit(change.Commit), cancellation)
            .AnyAsync(e => !known.Contains(e.Index) && !ChangeEvidence.IsOfDecision(e.Evidence.Kind), cancellation);
    }

    // What can never be read (no such commit, not a repository) is a problem of this change, not a reason to try for ever.
    private async Task<PolicyReading> ReadPolicyAsync(ChangeId change, CancellationToken cancellation)
    {
        try
        {
            return await policies.LoadAsync(change, cancellation);
        }
        catch (StewardException failure) when (!failure.IsRetryable)
        {
            var problem = new PolicyProblem("", 1, 1, failure.Message);
            return new PolicyReading(new Policy.Policy(PolicyNode.Absent, PolicyState.Invalid), [problem]);
        }
    }

    // What tells the change's own files comes first, then the newest: of a commit with too much evidence the same is left out each time.
    private async Task<IReadOnlyDictionary<string, byte[]>> PayloadsAsync(
        ProductId product, IEnumerable<LedgerEntry> entries, CancellationToken cancellation)
    {
        var digests = entries.Where(e => e.Evidence is { Payload: not null } and not { Kind: ChangeEvidence.Decided })
            .OrderByDescending(e => e.Evidence.Kind == ChangeEvidence.Received).ThenByDescending(e => e.Index)
            .Select(e => e.Evidence.Payload!).Distinct(StringComparer.Ordinal);
        var (found, room) = (new Dictionary<string, byte[]>(StringComparer.Ordinal), MaxPayloadBytes);
        foreach (var some in digests.Chunk(Parallel).TakeWhile(_ => room > 0))
        {
            var bodies = await Task.WhenAll(some.Select(digest => payloads.GetAsync(product, digest, cancellation)));
            foreach (var (digest, bytes) in some.Zip(bodies))
            {
                if (bytes is not null && (room -= bytes.Length) >= 0) found[digest] = bytes;
            }
        }

        return found;
    }

    private Task<IEnumerable<LedgerEntry>> OfBlobsAsync(ProductId product, HashSet<CommitSha> blobs, long newest, CancellationToken cancellation) =>
        newest < (long)blobs.Count * EntriesForAQuery ? InOneGoAsync(product, blobs, cancellation) : OneByOneAsync(product, blobs, cancellation);

    // A push with most of a product's files: reading the ledger through asks for less than asking for each of them.
    private async Task<IEnumerable<LedgerEntry>> InOneGoAsync(ProductId product, HashSet<CommitSha> blobs, CancellationToken cancellation)
    {
        var found = new List<LedgerEntry>();
        long next = 0, first;
        do
        {
            first = next;
            await foreach (var entry in ledger.ReadAsync(product, first, ReadAtOnce, cancellation))
            {
                next = entry.Index + 1;
                if (entry.Evidence.Subject is { Kind: "blob" } subject && CommitSha.TryParse(subject.Id, out var blob) && blobs.Contains(blob)) found.Add(entry);
            }
        }
        while (next > first);

        return found;
    }

    private async Task<IEnumerable<LedgerEntry>> OneByOneAsync(ProductId product, HashSet<CommitSha> blobs, CancellationToken cancellation)
    {
        var found = new ConcurrentBag<LedgerEntry>();
        await System.Threading.Tasks.Parallel.ForEachAsync(blobs, Options(cancellation), async (blob, stop) =>
        {
            await foreach (var entry in ledger.FindAsync(product, Subject.Blob(blob), stop)) found.Add(entry);
        });
        return found;
    }

    private static HashSet<CommitSha> BlobsOf(IEnumerable<LedgerEntry> entries, IReadOnlyDictionary<string, byte[]> bodies) =>
        entries.Select(e => e.Evidence)
            .Where(e => e is { Kind: ChangeEvidence.Received, Payload: not null } && bodies.ContainsKey(e.Payload))
            .SelectMany(e => Json.Read<ChangedFile[]>(bodies[e.Payload!]))
            .Where(f => f.Change != FileChange.Deleted && f.Kind != EntryKind.Submodule)
            .Select(f => f.Blob)
            .ToHashSet();

    private static ParallelOptions Options(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
}
