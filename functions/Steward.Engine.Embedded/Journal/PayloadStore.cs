using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Kernel;

namespace Steward.Engine.Embedded.Journal;

/// <summary>
/// Payloads too large for a row: blobs, named by instance, run and content, so that storing twice is harmless and purging is a prefix. What is of
/// an earlier run can be removed by anybody at any time, also by a node that does not know yet that it is not the active one any more.
/// </summary>
internal sealed class PayloadStore(Func<Task<BlobContainerClient>> container)
{
    /// <summary>Stores a payload before the row that refers to it; small ones stay in the row.</summary>
    public async Task<Stored> StoreAsync(string id, int run, string? text, CancellationToken cancellation)
    {
        if (text is null || text.Length <= Stored.MaxInline) return new Stored(text, null);
        var bytes = Encoding.UTF8.GetBytes(text);
        var name = $"{Folder(id)}{RunOf(run)}{Digest.Sha256(bytes)}";
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

    /// <summary>Removes the payloads of the runs before one, but for one that it still needs.</summary>
    public async Task EraseRunsBeforeAsync(string id, int run, string? needed, CancellationToken cancellation)
    {
        var (client, from) = (await container(), Folder(id) + RunOf(run));
        await foreach (var blob in client.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(id), cancellation))
        {
            // Names without a run are those of an older version; they stay until the instance is purged.
            var isEarlier = blob.Name.Length > from.Length && blob.Name[from.Length - 1] == '/' && string.CompareOrdinal(blob.Name, from) < 0;
            if (isEarlier && blob.Name != needed) await client.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
        }
    }

    private static string RunOf(int run) => string.Create(CultureInfo.InvariantCulture, $"{run:D8}/");

    private static string Folder(string id) => $"payloads/{RowKeys.Encode(id)}/";
}
