using Azure;
using Azure.Storage.Blobs.Models;
using Steward.Kernel;

namespace Steward.Azure.Storage;

/// <summary>Blobs for what does not fit into a table entity. Named by the digest of their content: written once, the same the second time.</summary>
/// <param name="account">The account.</param>
/// <param name="container">The container's short name.</param>
internal sealed class OverflowBlobs(StorageAccount account, string container)
{
    private static readonly BlobRequestConditions OnlyNew = new() { IfNoneMatch = ETag.All };

    /// <summary>Stores the bytes; gives the name.</summary>
    public async Task<string> PutAsync(byte[] bytes, CancellationToken cancellation)
    {
        var name = Digest.Sha256(bytes);
        var blob = (await account.ContainerAsync(container)).GetBlobClient(name);
        try
        {
            await StorageErrors.Translate(() =>
                blob.UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = OnlyNew }, cancellation));
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // The same content was stored before.
        }

        return name;
    }

    /// <summary>The bytes of a name.</summary>
    public async Task<byte[]> GetAsync(string name, CancellationToken cancellation)
    {
        var blob = (await account.ContainerAsync(container)).GetBlobClient(name);
        return (await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation))).Value.Content.ToArray();
    }
}
