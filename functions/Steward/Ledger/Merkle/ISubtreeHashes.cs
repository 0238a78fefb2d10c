namespace Steward.Ledger.Merkle;

/// <summary>The hashes of the complete subtrees of one tree.</summary>
public interface ISubtreeHashes
{
    /// <summary>The hash of the leaves from <c>index * 2^level</c>, <c>2^level</c> of them; all must be in the tree. Throws Invalid when it cannot be had.</summary>
    ValueTask<byte[]> GetAsync(int level, long index, CancellationToken cancellation);
}
