using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Azure.Snapshots;

/// <summary>
/// The blob <c>restore.json</c> among the target's snapshots: it says which restore is under way there, so that one that was broken off can go on
/// and any other is refused. It goes when the restore has been found right.
/// </summary>
internal sealed class RestoreMarker(SnapshotFiles target)
{
    private const string Name = "restore.json";

    /// <summary>The digest of the manifest that is being restored there; null when none is.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            var blob = await BlobAsync();
            var content = await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation));
            return Json.Read<Mark>(content.Value.Content.ToMemory().Span).Manifest;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Sets the mark. Conflict when another restore was faster.</summary>
    public async Task SetAsync(string manifest, CancellationToken cancellation)
    {
        var blob = await BlobAsync();
        try
        {
            var options = new BlobUploadOptions { Conditions = SnapshotFiles.OnlyNew };
            await StorageErrors.Translate(() => blob.UploadAsync(BinaryData.FromBytes(Json.WriteBytes(new Mark(manifest))), options, cancellation));
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            throw new StewardException(FailureKind.Conflict, "Another restore into this prefix has just begun. Wait for it, or use another prefix.");
        }
    }

    /// <summary>Takes the mark away.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        var blob = await BlobAsync();
        await StorageErrors.Translate(() => blob.DeleteIfExistsAsync(cancellationToken: cancellation));
    }

    private async Task<BlobClient> BlobAsync() => (await target.ContainerAsync()).GetBlobClient(Name);

    private sealed record Mark(string Manifest);
}
