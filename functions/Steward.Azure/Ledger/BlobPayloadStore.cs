using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Azure.Ledger;

/// <summary>Payloads in container <c>payloads</c>, at <c>owner/name/SHA-256</c>: written once, never changed, checked on reading.</summary>
/// <param name="storage">Where they lie.</param>
public sealed class BlobPayloadStore(StorageAccount storage) : IPayloadStore
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
    private const int DigestLength = 64;

    /// <inheritdoc/>
    public async Task<string> PutAsync(ProductId product, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (payload.Length > IPayloadStore.MaxBytes)
            throw StewardException.Invalid($"The payload has {payload.Length} bytes; at most {IPayloadStore.MaxBytes} are allowed.");
        var digest = Digest.Sha256(payload.Span);
        var blob = await BlobAsync(product, digest);
        var once = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await StorageErrors.Translate(() => blob.UploadAsync(BinaryData.FromBytes(payload), once, cancellation));
        }
        catch (RequestFailedException failure) when (failure.Status is Conflict or PreconditionFailed)
        {
            // It is there already: the name is the digest of the content.
        }

        return digest;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(ProductId product, string digest, CancellationToken cancellation)
    {
        if (digest.Length != DigestLength || !digest.All(char.IsAsciiHexDigitLower))
            throw StewardException.Invalid($"'{Texts.Clip(digest, 80)}' is not a SHA-256 of 64 lower-case hexadecimal digits.");
        if (await DownloadAsync(await BlobAsync(product, digest), cancellation) is not { } bytes) return null;
        return Digest.Sha256(bytes) == digest
            ? bytes
            : throw StewardException.Invalid($"Payload {digest} of {product} was changed in storage; restore it from a snapshot.");
    }

    private static async Task<byte[]?> DownloadAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return (await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation))).Value.Content.ToArray();
        }
        catch (RequestFailedException failure) when (failure.Status == NotFound)
        {
            return null;
        }
    }

    private async Task<BlobClient> BlobAsync(ProductId product, string digest) =>
        (await storage.ContainerAsync("payloads")).GetBlobClient($"{product}/{digest}");
}
