using System.Globalization;
using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Steward.Azure.Storage;
using Steward.Stages.Development.Snapshots;

namespace Steward.Azure.Snapshots;

/// <summary>
/// Takes a snapshot: each table into a blob that is written once and says in its metadata what it holds; the manifest last. Taken again after
/// it was broken off, it keeps the tables that are there.
/// </summary>
internal sealed class SnapshotTaker(StorageAccount account, SnapshotFiles files, TimeProvider time)
{
    private const string StartedAt = "startedAt";

    public async Task<StoredSnapshot> TakeAsync(string stamp, CancellationToken cancellation)
    {
        if (await files.FindAsync(stamp, cancellation) is { } there) return there;
        var started = time.GetUtcNow();
        var tables = new List<SnapshotTable>();
        var container = await files.ContainerAsync();
        foreach (var name in await NamesAsync(cancellation))
        {
            var blob = container.GetBlockBlobClient(SnapshotFiles.NameOf(stamp, name));
            var (table, at) = await FindAsync(blob, name, cancellation) ?? await WriteAsync(blob, name, cancellation);
            tables.Add(table);
            if (at < started) started = at;
        }

        var manifest = new SnapshotManifest(SnapshotManifest.Version, stamp, started, time.GetUtcNow(), tables);
        return await files.CompleteAsync(manifest, cancellation);
    }

    private async Task<List<string>> NamesAsync(CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (var name in account.TableNamesAsync(cancellation)) names.Add(name);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private async Task<(SnapshotTable Table, DateTimeOffset At)> WriteAsync(BlockBlobClient blob, string name, CancellationToken cancellation)
    {
        var started = time.GetUtcNow();
        await using var file = new BlockStream(blob);
        TableContent content;
        await using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
            content = await TableRows.WriteAsync(await account.TableAsync(name), gzip, progress: null, cancellation);
        var table = new SnapshotTable(name, content.Rows, file.Length, file.TakeDigest(), content.Digest);
        try
        {
            await file.CommitAsync(new CommitBlockListOptions { Conditions = SnapshotFiles.OnlyNew, Metadata = Describe(table, started) }, cancellation);
            return (table, started);
        }
        catch (RequestFailedException) when (!cancellation.IsCancellationRequested)
        {
            // Another run of the same step was faster: its file stays. Anything else is a failure.
            if (await FindAsync(blob, name, cancellation) is { } theirs) return theirs;
            throw;
        }
    }

    private static async Task<(SnapshotTable Table, DateTimeOffset At)?> FindAsync(BlockBlobClient blob, string name, CancellationToken cancellation)
    {
        try
        {
            var found = (await StorageErrors.Translate(() => blob.GetPropertiesAsync(cancellationToken: cancellation))).Value;
            var said = found.Metadata;
            var rows = long.Parse(said["rows"], CultureInfo.InvariantCulture);
            var at = DateTimeOffset.Parse(said[StartedAt], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            return (new SnapshotTable(name, rows, found.ContentLength, said["sha256"], said["contentSha256"]), at);
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Describe(SnapshotTable table, DateTimeOffset started) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["rows"] = table.Rows.ToString(CultureInfo.InvariantCulture),
        ["sha256"] = table.Sha256,
        ["contentSha256"] = table.ContentSha256,
        [StartedAt] = started.ToString("O", CultureInfo.InvariantCulture),
    };
}
