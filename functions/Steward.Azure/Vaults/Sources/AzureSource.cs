using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Azure.Vaults.Sources;

/// <summary>
/// Azure tables as JSON lines (<c>1-tables/NAME.jsonl</c>, a row as <c>RowFormat</c> writes it) and blob containers with what their blobs have beside content
/// (<c>2-containers/NAME/PATH.blob</c>). Tables have no common moment: each is of the time it was read, and every blob is at least as new as the rows.
/// </summary>
/// <param name="open">Finds the tables and containers, when the backup begins.</param>
/// <param name="name">What they are, for people and for finding the snapshot before.</param>
/// <param name="time">The clock.</param>
public sealed class AzureSource(Func<CancellationToken, Task<AzurePlaces>> open, string name, TimeProvider time) : IBackupSource
{
    /// <summary>The folder of the tables.</summary>
    internal const string Tables = "1-tables";

    /// <summary>The folder of the containers.</summary>
    internal const string Containers = "2-containers";

    private const int MaxBlobs = 2_000_000;
    private readonly Dictionary<string, string> _details = [];

    /// <inheritdoc/>
    public string Kind => "azure";

    /// <inheritdoc/>
    public IReadOnlyList<string> Paths { get; } = [name];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Details => _details;

    /// <summary>The state of the Steward of an account and prefix.</summary>
    public static AzureSource OfSteward(StorageAccount account, TimeProvider time) =>
        new(stop => AzurePlaces.OfStewardAsync(account, stop), $"steward:{account.Prefix}", time);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceEntry> EntriesAsync(SourceProblems problems, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (places, rows, blobs) = (await open(cancellation), 0L, 0L);
        yield return Folder(Tables);
        foreach (var (table, client) in places.Tables.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var content = await SpooledTable.ReadAsync(client, cancellation);
            rows += content.Rows;
            yield return TableEntry(table, content);
        }

        yield return Folder(Containers);
        foreach (var (container, client) in places.Containers.OrderBy(c => EntryPath.Of(c.Key)))
        {
            yield return Folder($"{Containers}/{container}");
            var (found, folders) = (await ListAsync(client, problems, cancellation), new HashSet<string>(StringComparer.Ordinal));
            blobs += found.Count;
            foreach (var (path, blob) in found)
            {
                foreach (var folder in Above(path).Where(folders.Add)) yield return Folder($"{Containers}/{container}/{folder}");
                yield return BlobEntry($"{Containers}/{container}/{path}", client, blob, cancellation);
            }
        }

        (_details["tables"], _details["rows"]) = ($"{places.Tables.Count}", $"{rows}");
        (_details["containers"], _details["blobs"]) = ($"{places.Containers.Count}", $"{blobs}");
    }

    private static async Task<List<(string Path, BlobItem Blob)>> ListAsync(BlobContainerClient container, SourceProblems problems, CancellationToken cancellation)
    {
        var found = new List<(string Path, BlobItem Blob)>();
        await foreach (var blob in StorageErrors.Translate(container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellation)))
        {
            if (found.Count == MaxBlobs) throw StewardException.Invalid($"Container '{container.Name}' has more than {MaxBlobs} blobs, more than one backup takes: back up parts of it.");
            if (blob.Properties.BlobType is { } type and not BlobType.Block) problems.Add($"Blob '{Texts.Clip(blob.Name, 300)}' is a {type} blob: its content is kept, and comes back as a block blob.");
            found.Add((BlobPaths.Of(blob.Name), blob));
        }

        found.Sort((a, b) => EntryPath.Of(a.Path).CompareTo(EntryPath.Of(b.Path)));
        return found;
    }

    private static IEnumerable<string> Above(string path)
    {
        for (var i = path.IndexOf('/', StringComparison.Ordinal); i >= 0; i = path.IndexOf('/', i + 1)) yield return path[..i];
    }

    private SourceEntry Folder(string path) => new(new Entry { Path = EntryPath.Of(path), Kind = EntryKind.Directory, Mode = 0x1C0, Modified = Nanoseconds(time.GetUtcNow()) }, null);

    private SourceEntry TableEntry(string table, SpooledTable content) => new(
        new Entry { Path = EntryPath.Of($"{Tables}/{table}.jsonl"), Kind = EntryKind.File, Mode = 0x180, Modified = Nanoseconds(time.GetUtcNow()), Size = content.Length }, () => content);

    private static SourceEntry BlobEntry(string path, BlobContainerClient container, BlobItem blob, CancellationToken cancellation)
    {
        var (found, size) = (blob.Properties, blob.Properties.ContentLength ?? 0);
        var entry = new Entry
        {
            Path = EntryPath.Checked(EntryPath.Of(path).Bytes), Kind = EntryKind.File, Mode = 0x180, Size = size, Modified = Nanoseconds(found.LastModified ?? DateTimeOffset.UnixEpoch),
            Inode = VersionOf(found.ETag), Attributes = BlobHeaders.Of(blob),
        };
        return new SourceEntry(entry, size == 0 ? null : () => BlobContent.Open(container.GetBlobClient(blob.Name), found.ETag, cancellation));
    }

    // What is of the same version has the same content: it is not read again.
    private static ulong VersionOf(ETag? version) => version is null ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{version}")));

    private static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * 100;
}
