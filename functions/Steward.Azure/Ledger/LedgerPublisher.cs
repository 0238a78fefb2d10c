using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>
/// Publishes ledgers: entry bundles and tiles first, then the checkpoint that needs them. Several writers may publish at once: tiles are written
/// once and always the same, and the checkpoint moves by ETag. A checkpoint is signed only after the published one was found to be its beginning.
/// </summary>
/// <param name="reader">The rows.</param>
/// <param name="tiles">The published ledger of a product.</param>
/// <param name="signer">The key.</param>
internal sealed class LedgerPublisher(LedgerReader reader, Func<ProductId, BlobTiles> tiles, ISigner signer)
{
    private const int MaxAttempts = 20;
    private readonly NoteKey _key = NoteKey.Of(signer);

    /// <summary>A checkpoint that covers all that is in the ledger now; null for an empty ledger.</summary>
    public async Task<Checkpoint?> PublishAsync(ProductId product, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var head = await reader.HeadAsync(product, cancellation);
            if (head.Range.Size == 0) return null;
            var blobs = tiles(product);
            var published = await blobs.CheckpointAsync(cancellation);
            if (published is { } found && found.Checkpoint.Size >= head.Range.Size && IsOurs(found.Checkpoint, product))
                return await CoveringAsync(product, found.Checkpoint, cancellation);
            var next = await ExtendAsync(product, head, blobs, published?.Checkpoint, cancellation);
            if (await blobs.ReplaceAsync(next, published?.ETag, cancellation)) return next;
        }

        throw StewardException.Unavailable($"Too many others publish the ledger of {product} at the same time; try again.");
    }

    /// <summary>The published checkpoint, when it carries this key's signature; else null.</summary>
    public async Task<Checkpoint?> TrustedAsync(ProductId product, CancellationToken cancellation) =>
        await tiles(product).CheckpointAsync(cancellation) is { } found && IsOurs(found.Checkpoint, product) ? found.Checkpoint : null;

    private bool IsOurs(Checkpoint checkpoint, ProductId product) =>
        checkpoint.Origin == CheckpointNote.OriginOf(product) && _key.Verifies(SignedNote.Parse(checkpoint.SignedNote));

    // A checkpoint beyond the head is that of another writer since we looked, or the rows were put back to an older state.
    private async Task<Checkpoint> CoveringAsync(ProductId product, Checkpoint found, CancellationToken cancellation)
    {
        var head = await reader.HeadAsync(product, cancellation);
        if (head.Range.Size < found.Size) throw Forked(product, $"{found.Size} entries were signed, but only {head.Range.Size} are there");
        if (head.Range.Size == found.Size && !head.Range.Root.AsSpan().SequenceEqual(found.RootHash)) throw Forked(product, "the roots differ");
        return found;
    }

    private async Task<Checkpoint> ExtendAsync(
        ProductId product, LedgerHead head, BlobTiles blobs, Checkpoint? published, CancellationToken cancellation)
    {
        var size = head.Range.Size;
        var builder = await TileBuilder.ResumeAsync(blobs, Math.Min(published?.Size ?? 0, size), cancellation);
        if (published is { } old && (old.Size > size || !builder.Root.AsSpan().SequenceEqual(old.RootHash)))
            throw Forked(product, $"the tiles are not those of the checkpoint of {old.Size} entries");
        await WriteTilesAsync(product, size, builder, blobs, cancellation);
        return builder.Root.AsSpan().SequenceEqual(head.Range.Root)
            ? await CheckpointNote.SignAsync(signer, CheckpointNote.OriginOf(product), size, builder.Root, cancellation)
            : throw Forked(product, $"the {size} entries do not give the head's root");
    }

    private async Task WriteTilesAsync(ProductId product, long size, TileBuilder builder, BlobTiles blobs, CancellationToken cancellation)
    {
        await foreach (var leaf in reader.LeavesAsync(product, builder.Size, cancellation))
        {
            if (builder.Size == size) break;
            await WriteAsync(blobs, builder.Append(leaf), cancellation);
        }

        if (builder.Size < size) throw Forked(product, $"it ends after {builder.Size} entries although its head says {size}");
        await WriteAsync(blobs, builder.Partial(), cancellation);
    }

    private static Task WriteAsync(BlobTiles blobs, IEnumerable<Tile> made, CancellationToken cancellation) =>
        Task.WhenAll(made.Select(tile => blobs.WriteAsync(tile.Path.ToString(), tile.Bytes, cancellation)));

    private static StewardException Forked(ProductId product, string why) => StewardException.Invalid(
        $"No checkpoint is signed for the ledger of {product}: {why}. Run 'steward ledger verify' on it and restore it from a snapshot.");
}
