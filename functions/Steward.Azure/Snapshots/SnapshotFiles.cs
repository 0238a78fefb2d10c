using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;

namespace Steward.Azure.Snapshots;

/// <summary>The blobs of snapshots: <c>stamp/Table.jsonl.gz</c> and, last, <c>stamp/manifest.json</c>, in the container <c>snapshots</c>.</summary>
internal sealed class SnapshotFiles(StorageAccount account)
{
    private const string Container = "snapshots";
    private const string Manifest = "manifest.json";
    private const int MaxManifest = 4 * 1024 * 1024;

    /// <summary>Conditions under which nothing is ever overwritten.</summary>
    public static BlobRequestConditions OnlyNew => new() { IfNoneMatch = ETag.All };

    /// <summary>The container.</summary>
    public Task<BlobContainerClient> ContainerAsync() => account.ContainerAsync(Container);

    /// <summary>The name of a table's blob.</summary>
    public static string NameOf(string stamp, string table) => $"{stamp}/{table}.jsonl.gz";

    /// <summary>A snapshot that counts, or null. Invalid when its manifest cannot be read by this version.</summary>
    public async Task<StoredSnapshot?> FindAsync(string stamp, CancellationToken cancellation)
    {
        var blob = (await ContainerAsync()).GetBlobClient($"{stamp}/{Manifest}");
        try
        {
            var properties = await StorageErrors.Translate(() => blob.GetPropertiesAsync(cancellationToken: cancellation));
            if (properties.Value.ContentLength > MaxManifest) throw Unreadable(stamp);
            var content = await StorageErrors.Translate(() => blob.DownloadContentAsync(cancellation));
            return Read(stamp, content.Value.Content.ToArray());
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes the manifest; when somebody else finished the same snapshot first, theirs counts.</summary>
    public async Task<StoredSnapshot> CompleteAsync(SnapshotManifest manifest, CancellationToken cancellation)
    {
        var bytes = Json.WriteBytes(manifest);
        var blob = (await ContainerAsync()).GetBlobClient($"{manifest.Stamp}/{Manifest}");
        try
        {
            var options = new BlobUploadOptions { Conditions = OnlyNew };
            await StorageErrors.Translate(() => blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancellation));
            return new StoredSnapshot(manifest, Digest.Sha256(bytes));
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            return await FindAsync(manifest.Stamp, cancellation)
                ?? throw StewardException.Unavailable($"The manifest of snapshot {manifest.Stamp} is there but cannot be read. Try again.");
        }
    }

    /// <summary>The newest snapshots that count, newest first. Stamps sort by time, so only the last ones are opened.</summary>
    public async Task<IReadOnlyList<StoredSnapshot>> NewestAsync(int count, CancellationToken cancellation)
    {
        var stamps = new List<string>();
        var container = await ContainerAsync();
        var options = new GetBlobsByHierarchyOptions { Delimiter = "/" };
        await foreach (var item in StorageErrors.Translate(container.GetBlobsByHierarchyAsync(options, cancellation)))
            if (item.IsPrefix) stamps.Add(item.Prefix.TrimEnd('/'));
        var found = new List<StoredSnapshot>();
        foreach (var stamp in stamps.OrderDescending(StringComparer.Ordinal))
        {
            if (found.Count == count) break;
            if (await FindAsync(stamp, cancellation) is { } snapshot) found.Add(snapshot);
        }

        return found;
    }

    /// <summary>Throws Invalid when a table's file is not the one that the manifest names.</summary>
    public async Task CheckAsync(string stamp, SnapshotTable table, CancellationToken cancellation)
    {
        await using var file = await OpenAsync(stamp, table.Name, cancellation);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        if (digest != table.Sha256)
            throw StewardException.Invalid($"{NameOf(stamp, table.Name)} is not the file that was written: its SHA-256 differs from the manifest's. Nothing was restored; take another snapshot.");
    }

    /// <summary>Opens a table's file. Invalid when it is gone.</summary>
    public async Task<Stream> OpenAsync(string stamp, string table, CancellationToken cancellation)
    {
        var blob = (await ContainerAsync()).GetBlobClient(NameOf(stamp, table));
        try
        {
            return await StorageErrors.Translate(() => blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellation));
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            throw StewardException.Invalid($"{NameOf(stamp, table)} is gone, although the manifest names it. Nothing was restored; take another snapshot.");
        }
    }

    private static StoredSnapshot Read(string stamp, byte[] bytes)
    {
        try
        {
            var manifest = Json.Read<SnapshotManifest>(bytes);
            var isSound = manifest is { FormatVersion: SnapshotManifest.Version, Tables: not null } && manifest.Stamp == stamp
                && manifest.Tables.All(t => t.Name is { Length: > 0 and <= 43 } && t.Name.All(char.IsAsciiLetterOrDigit) && char.IsAsciiLetterUpper(t.Name[0]));
            return isSound ? new StoredSnapshot(manifest, Digest.Sha256(bytes)) : throw Unreadable(stamp);
        }
        catch (System.Text.Json.JsonException)
        {
            throw Unreadable(stamp);
        }
    }

    private static StewardException Unreadable(string stamp) =>
        StewardException.Invalid($"The manifest of snapshot {stamp} is damaged, or of another version of Steward (this one reads version {SnapshotManifest.Version}).");
}
