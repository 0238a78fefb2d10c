using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Journal;

/// <summary>Payloads too large for a row: blobs, named by instance and content, so that storing twice is harmless and purging is a prefix.</summary>
internal sealed class PayloadStore(Func<Task<BlobContainerClient>> container)
{
    /// <summary>Stores a payload before the row that refers to it; small ones stay in the row.</summary>
    public async Task<Stored> StoreAsync(string id, string? text, CancellationToken cancellation)
    {
        if (text is null || text.Length <= Stored.MaxInline) return new Stored(text, null);
        var bytes = Encoding.UTF8.GetBytes(text);
        var name = $"{Folder(id)}{Digest.Sha256(bytes)}";
        var blob = (await container()).GetBlobClient(name);
        await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, cancellation);
        return new Stored(null, name);
    }

    /// <summary>Reads a payload back.</summary>
    /// <exception cref="CorruptHistoryException">Its blob is gone.</exception>
    public async Task<string?> ReadAsync(Stored stored, CancellationToken cancellation)
    {
        if (stored.Blob is null) return stored.Text;
        try
        {
            var blob = (await container()).GetBlobClient(stored.Blob);
            return (await blob.DownloadContentAsync(cancellation)).Value.Content.ToString();
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            throw new CorruptHistoryException($"The payload '{stored.Blob}' is gone from the journal's blobs.", failure);
        }
    }

    /// <summary>Removes all payloads of an instance.</summary>
    public async Task EraseAsync(string id, CancellationToken cancellation)
    {
        var client = await container();
        var blobs = client.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(id), cancellation);
        await foreach (var blob in blobs) await client.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
    }

    private static string Folder(string id) => $"payloads/{RowKeys.Encode(id)}/";
}
