using System.Numerics;
using Steward.Kernel;

namespace Steward.Ledger.Merkle;

/// <summary>Makes roots and proofs (RFC 6962, sections 2.1, 2.1.1 and 2.1.2) from the hashes of complete subtrees.</summary>
/// <param name="hashes">The tree's hashes.</param>
public sealed class ProofMaker(ISubtreeHashes hashes)
{
    /// <summary>The root of the first leaves.</summary>
    public async Task<byte[]> RootAsync(long size, CancellationToken cancellation) =>
        size == 0 ? TreeHash.Empty : await RangeAsync(0, size, cancellation);

    /// <summary>The audit path of a leaf in the tree of a size.</summary>
    public async Task<InclusionProof> InclusionAsync(long index, long size, CancellationToken cancellation)
    {
        if (index < 0 || index >= size)
            throw StewardException.Invalid($"Entry {index} is not in a tree of {size} entries; indices go from 0 to {size - 1}.");
        var path = new List<byte[]>();
        for (var (start, end) = (0L, size); end - start > 1;)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                path.Add(await RangeAsync(middle, end, cancellation));
                end = middle;
            }
            else
            {
                path.Add(await RangeAsync(start, middle, cancellation));
                start = middle;
            }
        }

        path.Reverse();
        return new InclusionProof(index, size, path);
    }

    /// <summary>The proof that the tree of one size is the beginning of that of another.</summary>
    public async Task<ConsistencyProof> ConsistencyAsync(long first, long second, CancellationToken cancellation)
    {
        if (first < 0 || first > second)
            throw StewardException.Invalid($"A tree of {first} entries cannot be the beginning of one of {second}; give the smaller size first.");
        var path = new List<byte[]>();
        var (start, end) = (0L, second);
        while (first > 0 && end > first)
        {
            var middle = start + Split(end - start);
            if (first <= middle)
            {
                path.Add(await RangeAsync(middle, end, cancellation));
                end = middle;
            }
            else
            {
                path.Add(await RangeAsync(start, middle, cancellation));
                start = middle;
            }
        }

        // The smaller tree itself is known to whoever checks; only a part of it has to be said.
        if (start > 0) path.Add(await RangeAsync(start, end, cancellation));
        path.Reverse();
        return new ConsistencyProof(first, second, path);
    }

    /// <summary>The largest power of two below a number of leaves.</summary>
    private static long Split(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));

    private async ValueTask<byte[]> RangeAsync(long start, long end, CancellationToken cancellation)
    {
        var leaves = end - start;
        if (BitOperations.IsPow2(leaves))
        {
            var level = BitOperations.Log2((ulong)leaves);
            return await hashes.GetAsync(level, start >> level, cancellation);
        }

        var middle = start + Split(leaves);
        var left = await RangeAsync(start, middle, cancellation);
        var right = await RangeAsync(middle, end, cancellation);
        return TreeHash.Node(left, right);
    }
}
