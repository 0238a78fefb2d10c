using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Steward.Azure.Snapshots;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Vault;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;

namespace Steward.Azure.Vaults.Sources;

/// <summary>What a restore of tables and containers came to.</summary>
/// <param name="Tables">Tables that were filled.</param>
/// <param name="Rows">Rows that were written.</param>
/// <param name="Blobs">Blobs that were written.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Differences">What is not as in the snapshot when read again, one sentence each; empty: nothing.</param>
public sealed record AzureRestoreReport(int Tables, long Rows, long Blobs, long Bytes, IReadOnlyList<string> Differences);

/// <summary>Restores tables and containers under another prefix, straight from the vault, and reads everything again to compare. Nothing that is there is overwritten.</summary>
/// <param name="vault">The vault.</param>
/// <param name="snapshot">A snapshot of the kind <c>azure</c>.</param>
/// <param name="target">The account and prefix to fill.</param>
public sealed class AzureRestore(OpenVault vault, Snapshot snapshot, StorageAccount target)
{
    private readonly List<string> _differences = [];
    private int _tables;
    private long _rows, _blobs, _bytes;

    /// <summary>Restores. Invalid when the snapshot is of another kind; Conflict when the target has rows or blobs.</summary>
    public async Task<AzureRestoreReport> RunAsync(CancellationToken cancellation)
    {
        if (snapshot.Kind != "azure") throw StewardException.Invalid($"A snapshot of the kind '{snapshot.Kind}' holds no tables and containers.");
        if (snapshot.Paths.Contains($"steward:{target.Prefix}", StringComparer.Ordinal)) throw StewardException.Invalid($"It is not restored over what it was taken of: use another prefix than '{target.Prefix}'.");
        await CheckEmptyAsync(cancellation);
        var reader = vault.Reader();
        await foreach (var entry in new ListingReader(reader, snapshot.Listing).ReadAsync(cancellation)) await RestoreAsync(reader, entry, cancellation);
        return new AzureRestoreReport(_tables, _rows, _blobs, _bytes, _differences);
    }

    private async Task CheckEmptyAsync(CancellationToken cancellation)
    {
        await foreach (var name in target.TableNamesAsync(cancellation))
            await foreach (var _ in StorageErrors.Translate((await target.TableAsync(name)).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))) throw Taken($"table {name}");
        await foreach (var name in target.ContainerNamesAsync(cancellation))
            await foreach (var _ in StorageErrors.Translate((await target.ContainerAsync(name)).GetBlobsAsync(cancellationToken: cancellation))) throw Taken($"container {name}");
    }

    private StewardException Taken(string what) =>
        new(FailureKind.Conflict, $"Nothing was restored: {what} of '{target.Prefix}' is not empty. A restore only fills a prefix that has nothing: use another one.");

    private Task RestoreAsync(IChunkReader reader, Entry entry, CancellationToken cancellation) => $"{entry.Path}".Split('/', 3) switch
    {
        [AzureSource.Tables, var file] when entry.Kind == EntryKind.File => TableAsync(reader, entry, file[..^".jsonl".Length], cancellation),
        [AzureSource.Containers, var container] => target.ContainerAsync(container),
        [AzureSource.Containers, var container, var path] when entry.Kind == EntryKind.File => BlobAsync(reader, entry, container, BlobPaths.BlobOf(path), cancellation),
        _ => Task.CompletedTask,
    };

    private async Task TableAsync(IChunkReader reader, Entry entry, string name, CancellationToken cancellation)
    {
        var table = await target.TableAsync(name);
        await using (var lines = new ChunkStream(reader, entry)) await RowBatches.WriteLinesAsync(lines, table, _ => { }, cancellation);
        await using var again = new ChunkStream(reader, entry);
        var wanted = Convert.ToHexStringLower(await SHA256.HashDataAsync(again, cancellation));
        var found = await TableRows.WriteAsync(table, Stream.Null, progress: null, cancellation);
        if (found.Digest != wanted) _differences.Add($"Table {name} does not hold what the snapshot holds.");
        _tables++;
        _rows += found.Rows;
    }

    private async Task BlobAsync(IChunkReader reader, Entry entry, string container, string name, CancellationToken cancellation)
    {
        var blob = (await target.ContainerAsync(container)).GetBlobClient(name);
        await using (var content = new ChunkStream(reader, entry))
            await StorageErrors.Translate(() => blob.UploadAsync(content, BlobHeaders.Options(entry), cancellation));
        if (!await IsSameAsync(reader, entry, blob, cancellation)) _differences.Add($"Blob '{Texts.Clip(name, 300)}' of container {container} does not hold what the snapshot holds.");
        _blobs++;
        _bytes += entry.Size;
    }

    private static async Task<bool> IsSameAsync(IChunkReader reader, Entry entry, BlobClient blob, CancellationToken cancellation)
    {
        await using var wanted = new ChunkStream(reader, entry);
        await using var found = await StorageErrors.Translate(() => blob.OpenReadAsync(cancellationToken: cancellation));
        var (a, b) = (await SHA256.HashDataAsync(wanted, cancellation), await SHA256.HashDataAsync(found, cancellation));
        return a.AsSpan().SequenceEqual(b);
    }
}
