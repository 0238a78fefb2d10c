using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Notes;
using Steward.Ledger.Tiles;

namespace Steward.Azure.Ledger;

/// <summary>The published ledger of one product: container <c>ledger</c>, below <c>owner/name/</c>, in the C2SP <c>tlog-tiles</c> layout.</summary>
/// <param name="storage">Where it lies.</param>
/// <param name="product">The product.</param>
public sealed class BlobTiles(StorageAccount storage, ProductId product) : ITileReader, ITileWriter
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) => (await GetAsync(path, cancellation))?.Content.ToArray();

    /// <inheritdoc/>
    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (await PutAsync(path, bytes, "application/octet-stream", null, cancellation)) return;
        var found = await ReadAsync(path, cancellation);
        if (found is null || !bytes.Span.SequenceEqual(found))
            throw StewardException.Invalid($"{product}/{path} is published with other content than the ledger has; run 'steward ledger verify'.");
    }

    /// <summary>The published checkpoint and the blob's ETag; null when nothing was published yet.</summary>
    internal async Task<(Checkpoint Checkpoint, ETag ETag)?> CheckpointAsync(CancellationToken cancellation) =>
        await GetAsync(TilePath.Checkpoint, cancellation) is { } found
            ? (CheckpointNote.Parse(found.Content.ToMemory().Span), found.Details.ETag)
            : null;

    /// <summary>Puts a checkpoint in the place of the one with an ETag (null: where none is); false when somebody else was faster.</summary>
    internal Task<bool> ReplaceAsync(Checkpoint checkpoint, ETag? previous, CancellationToken cancellation) =>
        PutAsync(TilePath.Checkpoint, System.Text.Encoding.UTF8.GetBytes(checkpoint.SignedNote), "text/plain; charset=utf-8", previous, cancellation);

    private async Task<BlobDownloadResult?> GetAsync(string path, CancellationToken cancellation)
    {
        var blob = await BlobAsync(path);
        try
        {
            return (await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation))).Value;
        }
        catch (RequestFailedException failure) when (failure.Status == NotFound)
        {
            return null;
        }
    }

    private async Task<bool> PutAsync(string path, ReadOnlyMemory<byte> bytes, string type, ETag? previous, CancellationToken cancellation)
    {
        var blob = await BlobAsync(path);
        var options = new BlobUploadOptions
        {
            Conditions = previous is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = type },
        };
        try
        {
            await StorageErrors.Translate(() => blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancellation));
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private async Task<BlobClient> BlobAsync(string path) => (await storage.ContainerAsync("ledger")).GetBlobClient($"{product}/{path}");
}
