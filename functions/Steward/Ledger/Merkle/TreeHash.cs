using System.Buffers;
using System.Security.Cryptography;

namespace Steward.Ledger.Merkle;

/// <summary>The hashes of RFC 6962, section 2.1: SHA-256 with 0x00 before leaves and 0x01 before nodes, so that neither can pass for the other.</summary>
public static class TreeHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private const int MaxOnStack = 1024;

    /// <summary>The root of the empty tree.</summary>
    public static byte[] Empty { get; } = SHA256.HashData([]);

    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        var rented = data.Length < MaxOnStack ? null : ArrayPool<byte>.Shared.Rent(data.Length + 1);
        var input = rented ?? stackalloc byte[MaxOnStack];
        input[0] = 0;
        data.CopyTo(input[1..]);
        var hash = SHA256.HashData(input[..(data.Length + 1)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    /// <summary>The hash of a node.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return SHA256.HashData(input);
    }
}
