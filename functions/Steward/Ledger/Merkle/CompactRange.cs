using System.Numerics;
using Steward.Kernel;

namespace Steward.Ledger.Merkle;

/// <summary>
/// The right edge of a growing tree: the hashes of the complete subtrees that its size is made of, largest first. All that is needed to
/// append, and to know the root (RFC 6962, section 2.1).
/// </summary>
public sealed class CompactRange
{
    private readonly List<byte[]> _hashes;

    /// <summary>An empty tree.</summary>
    public CompactRange() => _hashes = [];

    private CompactRange(long size, List<byte[]> hashes) => (Size, _hashes) = (size, hashes);

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The root hash, 32 bytes.</summary>
    public byte[] Root
    {
        get
        {
            if (_hashes.Count == 0) return TreeHash.Empty;
            var root = _hashes[^1];
            for (var i = _hashes.Count - 2; i >= 0; i--) root = TreeHash.Node(_hashes[i], root);
            return root;
        }
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote. Throws Invalid when the bytes do not fit the size.</summary>
    public static CompactRange FromBytes(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * TreeHash.Length)
            throw StewardException.Invalid($"{bytes.Length} bytes of hashes do not fit a tree of {size} leaves.");
        var hashes = new List<byte[]>(bytes.Length / TreeHash.Length);
        for (var at = 0; at < bytes.Length; at += TreeHash.Length) hashes.Add(bytes.Slice(at, TreeHash.Length).ToArray());
        return new CompactRange(size, hashes);
    }

    /// <summary>The hashes one after the other, largest subtree first.</summary>
    public byte[] ToBytes() => [.. _hashes.SelectMany(h => h)];

    /// <summary>A range of its own that grows apart from this one.</summary>
    public CompactRange Clone() => new(Size, [.. _hashes]);

    /// <summary>Appends the hash of one leaf.</summary>
    public void Append(byte[] leafHash) => Append(leafHash, level: 0);

    /// <summary>Appends the hash of a complete subtree of 2^level leaves; the size must be a multiple of that.</summary>
    public void Append(byte[] hash, int level)
    {
        if (Size % (1L << level) != 0) throw new ArgumentException($"A subtree of level {level} cannot follow {Size} leaves.", nameof(level));
        for (var bits = Size >> level; (bits & 1) == 1; bits >>= 1)
        {
            hash = TreeHash.Node(_hashes[^1], hash);
            _hashes.RemoveAt(_hashes.Count - 1);
        }

        _hashes.Add(hash);
        Size += 1L << level;
    }
}
