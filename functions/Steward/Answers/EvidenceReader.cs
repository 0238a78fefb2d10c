using Steward.Ledger;
using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Answers;

/// <summary>Reads the ledger for people: in bounded pages, newest first where nothing else is asked, and with proofs that were checked.</summary>
/// <param name="ledger">The ledger.</param>
public sealed class EvidenceReader(ILedger ledger)
{
    /// <summary>The most entries of one answer.</summary>
    public const int MaxEntries = 500;

    private const int MaxChecked = 100;
    private const int AtOnce = 8;

    /// <summary>The evidence about a subject, from its oldest on.</summary>
    public async Task<EvidenceList> AboutAsync(ProductId product, Subject subject, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in ledger.FindAsync(product, subject, cancellation))
        {
            entries.Add(entry);
            if (entries.Count > MaxEntries) break;
        }

        var size = await SizeAsync(product, cancellation);
        return new EvidenceList([.. entries.Take(MaxEntries)], size, entries.Count > MaxEntries);
    }

    /// <summary>One page of the ledger: the entries from an index on, or else the newest ones.</summary>
    public async Task<EvidenceList> PageAsync(ProductId product, long? first, int count, CancellationToken cancellation)
    {
        if (first < 0 || count is < 1 or > MaxEntries)
            throw StewardException.Invalid($"A page begins at an index from 0 on and has 1 to {MaxEntries} entries.");
        var size = await SizeAsync(product, cancellation);
        var start = first ?? Math.Max(0, size - count);
        var entries = new List<LedgerEntry>();
        if (start < size)
            await foreach (var entry in ledger.ReadAsync(product, start, count, cancellation)) entries.Add(entry);
        return new EvidenceList(entries, size, size > entries.Count);
    }

    /// <summary>One entry, with its proof of inclusion checked against the newest checkpoint. NotFound beyond the ledger's end.</summary>
    public async Task<ProvedEvidence> ProveAsync(ProductId product, long index, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, cancellation);
        if (index < 0 || index >= checkpoint.Size)
            throw StewardException.NotFound($"The ledger of {product} has no entry {index}: it has the entries 0 to {checkpoint.Size - 1}.");
        var entry = await EntryAsync(product, index, cancellation);
        var proof = await ledger.ProveInclusionAsync(product, index, checkpoint.Size, cancellation);
        return new ProvedEvidence(entry, Check(entry, proof, checkpoint), proof, checkpoint);
    }

    /// <summary>The evidence about some subjects (the first 100 entries), each entry's proof checked against the newest checkpoint.</summary>
    public async Task<CheckedList> CheckAsync(ProductId product, IReadOnlyList<Subject> subjects, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>();
        foreach (var subject in subjects)
        {
            await foreach (var entry in ledger.FindAsync(product, subject, cancellation))
            {
                if (entries.Count > MaxChecked) break;
                entries.Add(entry);
            }
        }

        if (entries.Count == 0) return new CheckedList([], More: false);
        var inOrder = entries.Take(MaxChecked).OrderBy(e => e.Index).ToList();
        return new CheckedList(await CheckAsync(product, inOrder, cancellation), entries.Count > MaxChecked);
    }

    /// <summary>The newest checkpoint. NotFound for an empty ledger.</summary>
    public async Task<Checkpoint> CheckpointAsync(ProductId product, CancellationToken cancellation) =>
        await ledger.GetCheckpointAsync(product, cancellation)
        ?? throw StewardException.NotFound($"The ledger of {product} is empty. It begins with the first push.");

    private async Task<CheckedEvidence[]> CheckAsync(ProductId product, List<LedgerEntry> entries, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, cancellation);
        var found = new CheckedEvidence[entries.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, entries.Count, options, async (i, stop) =>
        {
            var proof = await ledger.ProveInclusionAsync(product, entries[i].Index, checkpoint.Size, stop);
            found[i] = new CheckedEvidence(entries[i], Check(entries[i], proof, checkpoint));
        });
        return found;
    }

    private static ProofStatus Check(LedgerEntry entry, InclusionProof proof, Checkpoint checkpoint)
    {
        var isAsked = proof.Index == entry.Index && proof.Size == checkpoint.Size;
        var leaf = TreeHash.Leaf(LeafData.Of(entry.Evidence));
        return isAsked && ProofCheck.Inclusion(proof, leaf, checkpoint.RootHash) ? ProofStatus.Verified : ProofStatus.Broken;
    }

    private async Task<LedgerEntry> EntryAsync(ProductId product, long index, CancellationToken cancellation)
    {
        await foreach (var entry in ledger.ReadAsync(product, index, 1, cancellation)) return entry;
        throw StewardException.Unavailable($"Entry {index} of {product} could not be read, although the checkpoint covers it. Try again.");
    }

    private async Task<long> SizeAsync(ProductId product, CancellationToken cancellation) =>
        (await ledger.GetCheckpointAsync(product, cancellation))?.Size ?? 0;
}
