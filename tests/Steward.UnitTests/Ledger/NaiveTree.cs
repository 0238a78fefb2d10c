using Steward.Ledger.Merkle;

namespace Steward.UnitTests.Ledger;

/// <summary>RFC 6962, section 2.1, word for word and slowly: what the fast implementation is held against.</summary>
internal sealed class NaiveTree(IReadOnlyList<byte[]> leafHashes) : ISubtreeHashes
{
    public static NaiveTree OfSize(int size) => new([.. Enumerable.Range(0, size).Select(i => TreeHash.Leaf(BitConverter.GetBytes(i)))]);

    public IReadOnlyList<byte[]> Leaves => leafHashes;

    public byte[] Root(int start, int end)
    {
        if (end == start) return TreeHash.Empty;
        if (end - start == 1) return leafHashes[start];
        var k = Split(end - start);
        return TreeHash.Node(Root(start, start + k), Root(start + k, end));
    }

    public List<byte[]> Path(int m, int start, int end)
    {
        if (end - start == 1) return [];
        var k = Split(end - start);
        return m < k
            ? [.. Path(m, start, start + k), Root(start + k, end)]
            : [.. Path(m - k, start + k, end), Root(start, start + k)];
    }

    public List<byte[]> SubProof(int m, int start, int end, bool isComplete)
    {
        if (m == end - start) return isComplete ? [] : [Root(start, end)];
        var k = Split(end - start);
        return m <= k
            ? [.. SubProof(m, start, start + k, isComplete), Root(start + k, end)]
            : [.. SubProof(m - k, start + k, end, isComplete: false), Root(start, start + k)];
    }

    public ValueTask<byte[]> GetAsync(int level, long index, CancellationToken cancellation) =>
        ValueTask.FromResult(Root((int)(index << level), (int)((index + 1) << level)));

    private static int Split(int n)
    {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }
}
