using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>Makes proofs from the published tiles, and checks each against the signed checkpoint before it is given away.</summary>
/// <param name="publisher">Publishes what is not published yet.</param>
/// <param name="tiles">The published ledger of a product.</param>
internal sealed class LedgerProver(LedgerPublisher publisher, Func<ProductId, BlobTiles> tiles)
{
    /// <summary>The proof that an entry is in the tree of a size.</summary>
    public async Task<InclusionProof> InclusionAsync(ProductId product, long index, long size, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, size, cancellation);
        return await new PublishedTree(tiles(product), checkpoint).InclusionAsync(index, size, cancellation);
    }

    /// <summary>Entries from the published bundles, each of which is read once. Who needs to trust them asks for their proofs.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(
        ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, size, cancellation);
        var leaves = await new PublishedTree(tiles(product), checkpoint).EntriesAsync(indices, cancellation);
        return [.. indices.Zip(leaves, (index, leaf) => new LedgerEntry(index, LeafData.Parse(leaf)))];
    }

    /// <summary>The proofs that some entries are in the tree of a size; tiles and bundles that they share are read once.</summary>
    public async Task<IReadOnlyList<InclusionProof>> InclusionsAsync(
        ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, size, cancellation);
        var reader = new RememberedTiles(tiles(product));
        // The tiles that the proofs begin in are read side by side; those above them are few.
        await Task.WhenAll(indices.Select(i => i / TilePath.FullWidth).Distinct().Select(tile => reader.ReadAsync(TileLayout.At(0, tile, checkpoint.Size).ToString(), cancellation)));
        return await new PublishedTree(reader, checkpoint).InclusionsAsync(indices, size, cancellation);
    }

    /// <summary>The proof that the tree of one size is the beginning of that of another.</summary>
    public async Task<ConsistencyProof> ConsistencyAsync(ProductId product, long first, long second, CancellationToken cancellation)
    {
        var checkpoint = await CheckpointAsync(product, second, cancellation);
        return await new PublishedTree(tiles(product), checkpoint).ConsistencyAsync(first, second, cancellation);
    }

    private async Task<Checkpoint> CheckpointAsync(ProductId product, long size, CancellationToken cancellation)
    {
        var checkpoint = await publisher.TrustedAsync(product, cancellation);
        if (checkpoint is null || checkpoint.Size < size) checkpoint = await publisher.PublishAsync(product, cancellation);
        return checkpoint is { } found && found.Size >= size
            ? found
            : throw StewardException.Invalid($"The ledger of {product} has {checkpoint?.Size ?? 0} entries, so there is no tree of {size}.");
    }
}
