using System.Globalization;
using System.Runtime.CompilerServices;
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
/// <param name="time">The clock.</param>
public sealed class BlobArtefactStore(StorageAccount account, TimeProvider time) : IArtefactStore
{
    private const string Quarantine = "quarantine";
    private const string Artefacts = "artefacts";
    private const string Sha256Key = "sha256";
    private const string SinceKey = "since";
    private const int PlaceBytes = 16;

    /// <inheritdoc/>
    public async Task<StoredArtefact> ReceiveAsync(ProductId product, Stream content, long maxBytes, CancellationToken cancellation)
    {
        var place = RandomNumberGenerator.GetHexString(PlaceBytes * 2, lowercase: true);
        var blocks = new BlockUpload(await BlobAsync(Quarantine, product, place));
        var (sha256, bytes) = await blocks.StageAsync(content, maxBytes, cancellation);
        await blocks.CommitAsync(cancellation, new Dictionary<string, string> { [Sha256Key] = sha256, [SinceKey] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) });
        return new StoredArtefact(place, sha256, bytes);
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenQuarantinedAsync(ProductId product, string place, CancellationToken cancellation) =>
        await OpenAsync(await BlobAsync(Quarantine, product, place), cancellation);

    /// <inheritdoc/>
    public async Task<Stream?> OpenAsync(ProductId product, string sha256, CancellationToken cancellation) =>
        await OpenAsync(await BlobAsync(Artefacts, product, sha256), cancellation);

    /// <inheritdoc/>
    public async Task<bool> IsReleasedAsync(ProductId product, string sha256, CancellationToken cancellation) =>
        await IsThereAsync(await BlobAsync(Artefacts, product, sha256), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<QuarantinedArtefact> ListQuarantinedAsync(ProductId? product, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var container = await account.ContainerAsync(Quarantine);
        await foreach (var blob in StorageErrors.Translate(container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata, Prefix = product is null ? null : $"{product}/" }, cancellation)))
        {
            if (blob.Name.LastIndexOf('/') is > 0 and var end && ProductId.TryParse(blob.Name[..end], out var owner))
                yield return new QuarantinedArtefact(owner, blob.Name[(end + 1)..], blob.Metadata.TryGetValue(Sha256Key, out var sha256) ? sha256 : null, SinceOf(blob), blob.Properties.ContentLength ?? 0);
        }
    }

    /// <inheritdoc/>
    public async Task MoveAsync(ProductId product, string place, string sha256, CancellationToken cancellation)
    {
        var (from, to) = (await BlobAsync(Quarantine, product, place), await BlobAsync(Artefacts, product, sha256));
        if (!await IsThereAsync(to, cancellation))
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

    private static DateTimeOffset SinceOf(BlobItem blob) =>
        blob.Metadata.TryGetValue(SinceKey, out var text) && long.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : blob.Properties.CreatedOn ?? DateTimeOffset.MinValue;

    private static async Task<bool> IsThereAsync(BlockBlobClient blob, CancellationToken cancellation) =>
        (await StorageErrors.Translate(() => blob.ExistsAsync(cancellation))).Value;

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
