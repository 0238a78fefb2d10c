namespace Steward.Ledger;

/// <summary>A signed tree head in the C2SP <c>tlog-checkpoint</c> format.</summary>
/// <param name="Origin">The log's name: <c>steward/owner/name</c>.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="RootHash">The RFC 6962 root, 32 bytes.</param>
/// <param name="SignedNote">The whole signed note as text, as other people's verifiers read it.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] RootHash, string SignedNote);

/// <summary>The audit path of a leaf (RFC 6962, section 2.1.1).</summary>
/// <param name="Index">The leaf's index.</param>
/// <param name="Size">The tree's size.</param>
/// <param name="Hashes">Sibling hashes, from the leaf upwards, 32 bytes each.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<byte[]> Hashes);

/// <summary>The proof that one tree is the beginning of another (RFC 6962, section 2.1.2).</summary>
/// <param name="First">The smaller size.</param>
/// <param name="Second">The larger size.</param>
/// <param name="Hashes">The hashes, 32 bytes each.</param>
public sealed record ConsistencyProof(long First, long Second, IReadOnlyList<byte[]> Hashes);
