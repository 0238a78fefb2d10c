using Steward.Vault.Chunks;
using Steward.Vault.Maintenance;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>Makes a backup: the contents, the listing, and last of all the snapshot. One that breaks off leaves chunks that the next one finds, and nothing else.</summary>
public static class Backup
{
    /// <summary>
    /// Backs a source up. Errors: the store's (Unavailable, Forbidden); Invalid when the vault is damaged; what the source throws when it is worth nothing. There is no snapshot then.
    /// What could not be read is told in the snapshot's problems.
    /// </summary>
    /// <param name="vault">Where to.</param>
    /// <param name="source">What.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told how far it is; null: nobody is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<BackupOutcome> RunAsync(OpenVault vault, IBackupSource source, BackupOptions options, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        var (began, problems, meter) = (options.Time.GetUtcNow(), new SourceProblems(), new ProgressMeter(progress, options.Time));
        var indexed = await LongBackup.BeganAsync(vault, cancellation);
        var parent = await ParentOf(vault, source, options, cancellation);
        (meter.TotalFiles, meter.TotalBytes) = (parent?.Snapshot.Totals.Files, parent?.Snapshot.Totals.Bytes);
        await using var writer = vault.Writer();
        await using var before = ParentListing.Of(options.ReadAll ? null : parent?.Snapshot, vault.Reader(), problems, cancellation);
        var pipeline = new BackupPipeline(vault, writer, problems, meter, before);
        var listing = await FlushedAsync(writer, options.Time, () => pipeline.RunAsync(source, cancellation));
        meter.Now();
        await writer.FlushAsync(cancellation);
        await LongBackup.CheckAsync(vault, listing, indexed, cancellation);
        var (counts, written) = (pipeline.Counts, writer.Written);
        var snapshot = new Snapshot
        {
            Time = began, Ended = options.Time.GetUtcNow(), Host = options.Host, Kind = source.Kind, Paths = source.Paths,
            Tags = [.. options.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], Parent = parent?.Id, Listing = listing,
            Totals = new SnapshotTotals(counts.Entries, counts.Files, counts.Bytes, written.NewBytes, written.StoredBytes),
            Details = source.Details, Problems = problems.Told,
        };
        return new BackupOutcome(await new SnapshotStore(vault).WriteAsync(snapshot, cancellation), counts.FilesRead, counts.BytesRead, problems.Count);
    }

    /// <summary>What a backup would do: walks and compares, reads no content and writes nothing.</summary>
    public static async Task<BackupPlan> PlanAsync(OpenVault vault, IBackupSource source, BackupOptions options, CancellationToken cancellation)
    {
        var problems = new SourceProblems();
        var parent = await ParentOf(vault, source, options, cancellation);
        await using var before = ParentListing.Of(options.ReadAll ? null : parent?.Snapshot, vault.Reader(), problems, cancellation);
        var plan = new BackupPlan(0, 0, 0, 0, 0, parent?.Id, []);
        await foreach (var entry in source.EntriesAsync(problems, cancellation))
        {
            var known = await before.FindAsync(entry.Entry.Path) is { } old && before.IsUnchanged(entry.Entry, old);
            var (file, read) = (BackupCounts.IsFile(entry.Entry) ? 1 : 0, entry.Open is not null && !known);
            plan = plan with
            {
                Entries = plan.Entries + 1, Files = plan.Files + file, Bytes = plan.Bytes + entry.Entry.Size,
                FilesToRead = plan.FilesToRead + (read ? 1 : 0), BytesToRead = plan.BytesToRead + (read ? entry.Entry.Size : 0),
            };
        }

        return plan with { Problems = problems.Told };
    }

    // The newest of the same machine, kind and paths.
    private static async Task<SnapshotReference?> ParentOf(OpenVault vault, IBackupSource source, BackupOptions options, CancellationToken cancellation)
    {
        var filter = new SnapshotFilter { Host = options.Host, Kind = source.Kind, Paths = source.Paths };
        var list = await new SnapshotStore(vault).ListAsync(filter, cancellation);
        return list.Snapshots.LastOrDefault(s => s.Snapshot.Paths.Count == source.Paths.Count);
    }

    private static async Task<IReadOnlyList<ChunkId>> FlushedAsync(IChunkWriter writer, TimeProvider time, Func<Task<IReadOnlyList<ChunkId>>> run)
    {
        using var ended = new CancellationTokenSource();
        var flusher = new IndexFlusher(writer, time).RunAsync(ended.Token);
        try
        {
            return await run();
        }
        finally
        {
            await ended.CancelAsync();
            await flusher;
        }
    }
}

/// <summary>What a backup came to.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="FilesRead">Files whose content was read; the others were unchanged.</param>
/// <param name="BytesRead">How much was read.</param>
/// <param name="Problems">How many files are missing in it or of no one moment; the snapshot names them.</param>
public sealed record BackupOutcome(SnapshotReference Snapshot, long FilesRead, long BytesRead, long Problems);

/// <summary>What a backup would do.</summary>
/// <param name="Entries">Lines of the listing.</param>
/// <param name="Files">Files among them.</param>
/// <param name="Bytes">Bytes of their contents.</param>
/// <param name="FilesToRead">Files that are new or changed.</param>
/// <param name="BytesToRead">Their bytes: no more than that is new.</param>
/// <param name="Parent">The snapshot that was compared with.</param>
/// <param name="Problems">What cannot be read, as far as the walk shows.</param>
public sealed record BackupPlan(long Entries, long Files, long Bytes, long FilesToRead, long BytesToRead, string? Parent, IReadOnlyList<string> Problems);
