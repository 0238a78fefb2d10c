namespace Steward.Ledger.Merkle;

/// <summary>Checks proofs, with nothing but hashes (the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, which are those of RFC 6962).</summary>
public static class ProofCheck
{
    /// <summary>True when the proof shows that a leaf is in the tree with a root.</summary>
    public static bool Inclusion(InclusionProof proof, ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> root)
    {
        if (proof.Index < 0 || proof.Index >= proof.Size || !AreHashes(proof.Hashes)) return false;
        var climb = new Climb(proof.Index, proof.Size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof.Hashes)
        {
            if (climb.IsAtTop) return false;
            hash = climb.SiblingIsLeft() ? TreeHash.Node(sibling, hash) : TreeHash.Node(hash, sibling);
        }

        return climb.IsAtTop && root.SequenceEqual(hash);
    }

    /// <summary>True when the proof shows that the tree with the first root is the beginning of the tree with the second root.</summary>
    public static bool Consistency(ConsistencyProof proof, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot)
    {
        if (proof.First < 0 || proof.First > proof.Second || !AreHashes(proof.Hashes)) return false;
        if (proof.First == proof.Second) return proof.Hashes.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        if (proof.First == 0) return proof.Hashes.Count == 0 && firstRoot.SequenceEqual(TreeHash.Empty);
        var climb = Climb.FromCompleteSubtree(proof.First - 1, proof.Second - 1);
        var hashes = new Queue<byte[]>(proof.Hashes);
        if (!climb.IsLeftEdge && hashes.Count == 0) return false;
        var first = climb.IsLeftEdge ? firstRoot.ToArray() : hashes.Dequeue();
        var second = first;
        foreach (var hash in hashes)
        {
            if (climb.IsAtTop) return false;
            var isLeft = climb.SiblingIsLeft();
            if (isLeft) first = TreeHash.Node(hash, first);
            second = isLeft ? TreeHash.Node(hash, second) : TreeHash.Node(second, hash);
        }

        return climb.IsAtTop && firstRoot.SequenceEqual(first) && secondRoot.SequenceEqual(second);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> hashes) => hashes.All(h => h.Length == TreeHash.Length);

    /// <summary>The way from a node to the root: the number of the node and of the last node, level by level.</summary>
    private sealed class Climb
    {
        private long _node;
        private long _last;

        public Climb(long node, long last) => (_node, _last) = (node, last);

        public bool IsAtTop => _last == 0;

        public bool IsLeftEdge => _node == 0;

        /// <summary>Begins at the largest complete subtree that ends with a node.</summary>
        public static Climb FromCompleteSubtree(long node, long last)
        {
            for (; (node & 1) == 1; node >>= 1) last >>= 1;
            return new Climb(node, last);
        }

        /// <summary>Goes up to the next node with a sibling; true when that sibling stands on the left.</summary>
        public bool SiblingIsLeft()
        {
            var isLeft = (_node & 1) == 1 || _node == _last;
            while (isLeft && (_node & 1) == 0 && _node != 0) Up();
            Up();
            return isLeft;
        }

        private void Up() => (_node, _last) = (_node >> 1, _last >> 1);
    }
}
