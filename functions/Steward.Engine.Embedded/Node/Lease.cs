using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Steward.Engine.Embedded.Node;

/// <summary>The blob lease that says which node is to be active. It keeps nodes from competing; what keeps them from both writing is the fence.</summary>
internal sealed class Lease(BlobLeaseClient lease)
{
    private const string Name = "engine/active";

    /// <summary>The lease's id: the name of this tenure.</summary>
    public string Id => lease.LeaseId;

    /// <summary>Takes the lease, or gives null when another node has it.</summary>
    public static async Task<Lease?> TryAcquireAsync(BlobContainerClient container, TimeSpan duration, CancellationToken cancellation)
    {
        var blob = container.GetBlobClient(Name);
        var lease = blob.GetBlobLeaseClient();
        try
        {
            await EnsureAsync(blob, cancellation);
            await lease.AcquireAsync(duration, cancellationToken: cancellation);
            return new Lease(lease);
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Gives back the lease of a process that is dead.</summary>
    public static Task ReleaseAsync(BlobContainerClient container, string id, CancellationToken cancellation) =>
        new Lease(container.GetBlobClient(Name).GetBlobLeaseClient(id)).ReleaseAsync(cancellation);

    /// <summary>Keeps it; false when another node has it.</summary>
    public async Task<bool> RenewAsync(CancellationToken cancellation)
    {
        try
        {
            await lease.RenewAsync(cancellationToken: cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Gives it back, so that another node need not wait for its end.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        try
        {
            await lease.ReleaseAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 409 or 412)
        {
            // Somebody else's by now, or its blob is gone: nothing to give back.
        }
    }

    private static async Task EnsureAsync(BlobClient blob, CancellationToken cancellation)
    {
        if (await blob.ExistsAsync(cancellation)) return;
        var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        await blob.UploadAsync(BinaryData.FromString(""), onlyNew, cancellation);
    }
}
