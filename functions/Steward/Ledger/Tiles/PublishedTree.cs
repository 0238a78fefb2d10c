using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Ledger.Tiles;

/// <summary>Makes proofs from a published ledger. Each is checked against the checkpoint's root before it is given away, so damaged tiles give no proof.</summary>
/// <param name="reader">The published ledger.</param>
/// <param name="checkpoint">Its checkpoint; whether to trust it is the caller's decision.</param>
public sealed class PublishedTree(ITileReader reader, Checkpoint checkpoint)
{
    private readonly ProofMaker _maker = new(new TileHashes(reader, checkpoint.Size));

    /// <summary>The data of an entry.</summary>
    public async Task<byte[]> EntryAsync(long index, CancellationToken cancellation)
    {
        var path = TileLayout.At(TilePath.Entries, index / TilePath.FullWidth, checkpoint.Size);
        var bundle = await reader.ReadAsync(path.ToString(), cancellation) ?? throw Damaged($"{path} is missing");
        return EntryBundle.Unpack(bundle, path.Width)[(int)(index % TilePath.FullWidth)];
    }

    /// <summary>The data of some entries, in the order asked for; each bundle is read and unpacked once.</summary>
    public async Task<IReadOnlyList<byte[]>> EntriesAsync(IReadOnlyList<long> indices, CancellationToken cancellation)
    {
        var paths = indices.Select(i => i / TilePath.FullWidth).Distinct().ToDictionary(b => b, b => TileLayout.At(TilePath.Entries, b, checkpoint.Size));
        var read = await Task.WhenAll(paths.Select(async path =>
        {
            var bundle = await reader.ReadAsync(path.Value.ToString(), cancellation) ?? throw Damaged($"{path.Value} is missing");
            return (path.Key, Entries: EntryBundle.Unpack(bundle, path.Value.Width));
        }));
        var bundles = read.ToDictionary(b => b.Key, b => b.Entries);
        return [.. indices.Select(i => bundles[i / TilePath.FullWidth][(int)(i % TilePath.FullWidth)])];
    }

    /// <summary>The proofs that some entries are in the tree of a size up to the checkpoint's; what they share is read and computed once.</summary>
    public async Task<IReadOnlyList<InclusionProof>> InclusionsAsync(IReadOnlyList<long> indices, long size, CancellationToken cancellation)
    {
        foreach (var beyond in indices.Where(i => i < 0 || i >= size))
            throw StewardException.Invalid($"Entry {beyond} is not in a tree of {size} entries; indices go from 0 to {size - 1}.");
        var (entries, root) = (await EntriesAsync(indices, cancellation), await RootAsync(size, cancellation));
        var proofs = new List<InclusionProof>(indices.Count);
        for (var i = 0; i < indices.Count; i++)
        {
            var proof = await _maker.InclusionAsync(indices[i], size, cancellation);
            proofs.Add(ProofCheck.Inclusion(proof, TreeHash.Leaf(entries[i]), root) ? proof : throw Damaged($"entry {indices[i]} is not the one that its tiles were made of"));
        }

        return proofs;
    }

    /// <summary>The root of the first entries, checked to be the beginning of the checkpoint's tree.</summary>
    public async Task<byte[]> RootAsync(long size, CancellationToken cancellation)
    {
        var root = await _maker.RootAsync(size, cancellation);
        var proof = await _maker.ConsistencyAsync(size, checkpoint.Size, cancellation);
        return ProofCheck.Consistency(proof, root, checkpoint.RootHash)
            ? root
            : throw Damaged($"its tiles do not give the root of the checkpoint of {checkpoint.Size} entries");
    }

    /// <summary>The proof that an entry is in the tree of a size up to the checkpoint's.</summary>
    public async Task<InclusionProof> InclusionAsync(long index, long size, CancellationToken cancellation)
    {
        var proof = await _maker.InclusionAsync(index, size, cancellation);
        var leaf = TreeHash.Leaf(await EntryAsync(index, cancellation));
        var root = await RootAsync(size, cancellation);
        return ProofCheck.Inclusion(proof, leaf, root)
            ? proof
            : throw Damaged($"entry {index} is not the one that its tiles were made of");
    }

    /// <summary>The proof that the tree of one size is the beginning of that of another, up to the checkpoint's.</summary>
    public async Task<ConsistencyProof> ConsistencyAsync(long first, long second, CancellationToken cancellation)
    {
        var proof = await _maker.ConsistencyAsync(first, second, cancellation);
        var (before, after) = (await RootAsync(first, cancellation), await RootAsync(second, cancellation));
        return ProofCheck.Consistency(proof, before, after)
            ? proof
            : throw Damaged($"its tiles give no proof from {first} to {second}");
    }

    private StewardException Damaged(string why) =>
        StewardException.Invalid($"The published ledger {Texts.Clip(checkpoint.Origin, 120)} is damaged: {why}. Run 'steward ledger verify' on it.");
}
