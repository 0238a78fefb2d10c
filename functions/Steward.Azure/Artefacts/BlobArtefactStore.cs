using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Azure.Artefacts;

/// <summary>
/// Artefacts as blobs: the container <c>quarantine</c> holds <c>owner/name/PLACE</c>, one blob an upload, and <c>artefacts</c> holds
/// <c>owner/name/SHA256</c>. Copies go through this process and are hashed on their way, so that what leaves quarantine is what was scanned.
/// </summary>
/// <param name="account">The account.</param>
public sealed class BlobArtefactStore(StorageAccount account) : IArtefactStore
{
    private const string Quarantine = "quarantine";
    private const string Artefacts = "artefacts";
    private const int PlaceBytes = 16;

    /// <inheritdoc/>
    public async Task<StoredArtefact> ReceiveAsync(ProductId product, Stream content, long maxBytes, CancellationToken cancellation)
    {
        var place = RandomNumberGenerator.GetHexString(PlaceBytes * 2, lowercase: true);
        var blocks = new BlockUpload(await BlobAsync(Quarantine, product, place));
        var (sha256, bytes) = await blocks.StageAsync(content, maxBytes, cancellation);
        await blocks.CommitAsync(cancellation);
        return new StoredArtefact(place, sha256, bytes);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenQuarantinedAsync(ProductId product, string place, CancellationToken cancellation) =>
        await OpenAsync(await BlobAsync(Quarantine, product, place), cancellation);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(ProductId product, string sha256, CancellationToken cancellation) =>
        await OpenAsync(await BlobAsync(Artefacts, product, sha256), cancellation);

    /// <inheritdoc/>
    public async Task MoveAsync(ProductId product, string place, string sha256, CancellationToken cancellation)
    {
        var (from, to) = (await BlobAsync(Quarantine, product, place), await BlobAsync(Artefacts, product, sha256));
        if (!(await StorageErrors.Translate(() => to.ExistsAsync(cancellation))).Value)
        {
            await using var content = await OpenAsync(from, cancellation) ?? throw StewardException.NotFound($"The artefact {sha256} is not in storage any more: upload it again.");
            var blocks = new BlockUpload(to);
            var (found, _) = await blocks.StageAsync(content, long.MaxValue, cancellation);
            if (found != sha256) throw StewardException.Invalid($"What lies in quarantine is not the artefact {sha256} any more, but {found}: it stays there.");
            await blocks.CommitAsync(cancellation);
        }

        await DiscardAsync(product, place, cancellation);
    }

    /// <inheritdoc/>
    public async Task DiscardAsync(ProductId product, string place, CancellationToken cancellation)
    {
        var blob = await BlobAsync(Quarantine, product, place);
        await StorageErrors.Translate(() => blob.DeleteIfExistsAsync(cancellationToken: cancellation));
    }

    private async Task<BlockBlobClient> BlobAsync(string container, ProductId product, string name) =>
        (await account.ContainerAsync(container)).GetBlockBlobClient($"{product}/{name}");

    private static async Task<Stream?> OpenAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return await StorageErrors.Translate(() => blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation));
        }
        catch (RequestFailedException absent) when (absent.Status == 404)
        {
            return null;
        }
    }
}
