using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>An evidence at its place in the ledger.</summary>
/// <param name="Index">Its leaf index, from 0.</param>
/// <param name="Evidence">The evidence.</param>
public sealed record LedgerEntry(long Index, Evidence Evidence);

/// <summary>The append-only, tamper-evident log of all evidence, one for each product.</summary>
/// <remarks>
/// Contract: an entry is durable, in its place and found by <see cref="FindAsync"/> before <see cref="AppendAsync"/> completes. Appending an id
/// that is there already answers with the entry that is there. The ledger never forks: with several writers, in any number of processes, every
/// index is given once. Errors: Invalid for evidence over its limits, Unavailable when storage does not answer (then it is unknown whether the
/// evidence was written; append it again).
/// </remarks>
public interface ILedger
{
    /// <summary>The most evidence of one append that is seen all at once: a transaction has 100 rows, and the ledger needs two of them.</summary>
    const int MaxTogether = 98;

    /// <summary>
    /// Appends evidence; answers with the entries in the order given. Up to <see cref="MaxTogether"/> appear together: no reader finds one
    /// without the others. More are appended in such parts.
    /// </summary>
    Task<IReadOnlyList<LedgerEntry>> AppendAsync(ProductId product, IReadOnlyList<Evidence> evidence, CancellationToken cancellation);

    /// <summary>All evidence about one subject, in the order of the ledger.</summary>
    IAsyncEnumerable<LedgerEntry> FindAsync(ProductId product, Subject subject, CancellationToken cancellation);

    /// <summary>Entries by index, from <paramref name="first"/>, at most <paramref name="count"/>.</summary>
    IAsyncEnumerable<LedgerEntry> ReadAsync(ProductId product, long first, int count, CancellationToken cancellation);

    /// <summary>Entries by index, below a checkpoint's size, in the order asked for.</summary>
    async Task<IReadOnlyList<LedgerEntry>> ReadPublishedAsync(ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation)
    {
        var entries = new List<LedgerEntry>(indices.Count);
        foreach (var index in indices) entries.Add(await ReadAsync(product, index, 1, cancellation).FirstAsync(cancellation));
        return entries;
    }

    /// <summary>The newest signed checkpoint, covering every entry that was acknowledged before the call; null for an empty ledger.</summary>
    Task<Checkpoint?> GetCheckpointAsync(ProductId product, CancellationToken cancellation);

    /// <summary>The proof that the entry at an index is in the tree of a size (RFC 6962, section 2.1.1).</summary>
    Task<InclusionProof> ProveInclusionAsync(ProductId product, long index, long size, CancellationToken cancellation);

    /// <summary>The same for many entries against one tree, in the order asked for: what the proofs share is read once where the ledger can.</summary>
    async Task<IReadOnlyList<InclusionProof>> ProveInclusionsAsync(ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation)
    {
        var proofs = new List<InclusionProof>(indices.Count);
        foreach (var index in indices) proofs.Add(await ProveInclusionAsync(product, index, size, cancellation));
        return proofs;
    }

    /// <summary>The proof that the tree of one size is the beginning of the tree of another (RFC 6962, section 2.1.2).</summary>
    Task<ConsistencyProof> ProveConsistencyAsync(ProductId product, long first, long second, CancellationToken cancellation);
}
