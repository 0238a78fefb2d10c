using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Kernel;
using Steward.Vault.Stores;

namespace Steward.Azure.Vaults;

/// <summary>A vault in a blob container, or below a folder in one. Each object is one block blob, put whole and only where there is none.</summary>
/// <param name="container">The container; it is made with the first object when the credentials allow it.</param>
/// <param name="folder">What stands before every name, with a slash at its end; empty: nothing.</param>
public sealed class AzureVaultStore(BlobContainerClient container, string folder = "") : IVaultStore
{
    // In one request, so that a blob is there whole or not at all.
    private const int OneRequest = 256 << 20;

    /// <inheritdoc/>
    public string Address { get; } = $"azure://{container.Name}{(folder.Length == 0 ? "" : $"/{folder.TrimEnd('/')}")}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder + prefix, cancellation).AsPages().GetAsyncEnumerator(cancellation);
        await using (pages)
        {
            while (await VaultErrors.TranslateAsync(prefix, Address, async () => await MoreAsync(pages)))
            {
                foreach (var blob in pages.Current.Values)
                    yield return new StoredObject(blob.Name[folder.Length..], blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default);
            }
        }
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadAsync(string name, int limit, CancellationToken cancellation) => VaultErrors.TranslateAsync(name, Address, async () =>
    {
        using var answer = (await BlobOf(name).DownloadStreamingAsync(cancellationToken: cancellation)).Value;
        if (answer.Details.ContentLength > limit)
            throw StewardException.Invalid($"{name} in {Address} has {answer.Details.ContentLength} bytes, more than the {limit} that it can have: it is not what was written there.");
        var content = GC.AllocateUninitializedArray<byte>((int)answer.Details.ContentLength);
        await answer.Content.ReadExactlyAsync(content, cancellation);
        return content;
    });

    /// <inheritdoc/>
    public Task ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellation) => VaultErrors.TranslateAsync(name, Address, async () =>
    {
        if (into.IsEmpty) return true;
        var options = new BlobDownloadOptions { Range = new HttpRange(offset, into.Length) };
        using var answer = (await BlobOf(name).DownloadStreamingAsync(options, cancellation)).Value;
        if (answer.Details.ContentLength != into.Length) throw VaultErrors.Truncated(name, Address, offset + answer.Details.ContentLength);
        await answer.Content.ReadExactlyAsync(into, cancellation);
        return true;
    });

    /// <inheritdoc/>
    public Task<bool> CreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation) => VaultErrors.TranslateAsync(name, Address, async () =>
    {
        try
        {
            return await PutAsync(name, content, cancellation);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            return await PutAsync(name, content, cancellation);
        }
    });

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        VaultErrors.TranslateAsync(name, Address, () => BlobOf(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation));

    /// <inheritdoc/>
    public Task<DateTimeOffset> ClockAsync(CancellationToken cancellation) => VaultErrors.TranslateAsync("the clock", Address, async () =>
    {
        return (await AnyAnswerAsync(cancellation)).Headers.Date
            ?? throw StewardException.Unavailable($"{Address} does not say what time it is, as every storage does. Look for a proxy in between.");
    });

    private static async Task<bool> MoreAsync(IAsyncEnumerator<Page<BlobItem>> pages)
    {
        try
        {
            return await pages.MoveNextAsync();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    // Listing is what every role may do, and each answer carries the storage's time.
    private async Task<Response> AnyAnswerAsync(CancellationToken cancellation)
    {
        try
        {
            var pages = container.GetBlobsAsync(BlobTraits.None, BlobStates.None, folder + ObjectNames.Config, cancellation).AsPages(pageSizeHint: 1);
            return (await pages.FirstAsync(cancellation)).GetRawResponse();
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound && missing.GetRawResponse() is { } answer)
        {
            return answer;
        }
    }

    private async Task<bool> PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = OneRequest, MaximumTransferSize = OneRequest },
        };
        try
        {
            await BlobOf(name).UploadAsync(new BinaryData(content), options, cancellation);
            return true;
        }
        catch (RequestFailedException there) when (there.ErrorCode == BlobErrorCode.BlobAlreadyExists || there.Status == 412)
        {
            return false;
        }
    }

    private BlobClient BlobOf(string name) => container.GetBlobClient(folder + ObjectNames.Checked(name));
}
