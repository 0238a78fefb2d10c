using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;

namespace Steward.Azure.Snapshots;

/// <summary>Restores one snapshot into another prefix: checks all files, marks the target, writes, reads everything again and compares.</summary>
internal sealed class SnapshotRestorer(SnapshotFiles files, StoredSnapshot snapshot, StorageAccount target, IProgress<RestoreProgress>? progress)
{
    // Each row is checked, written and compared.
    private const int Passes = 3;

    private readonly RestoreMarker _marker = new(new SnapshotFiles(target));
    private long _done;

    private string Stamp => snapshot.Manifest.Stamp;

    public async Task<RestoreReport> RunAsync(CancellationToken cancellation)
    {
        foreach (var table in snapshot.Manifest.Tables)
        {
            await files.CheckAsync(Stamp, table, cancellation);
            Tell("checking", table, table.Rows, ends: true);
        }

        var resumed = await MarkAsync(cancellation);
        foreach (var table in snapshot.Manifest.Tables) await WriteAsync(table, cancellation);
        var compared = new List<RestoredTable>();
        foreach (var table in snapshot.Manifest.Tables) compared.Add(await CompareAsync(table, cancellation));
        var verdict = compared.All(t => t.Verdict == RestoreVerdict.Same) ? RestoreVerdict.Same : RestoreVerdict.Differs;
        if (verdict == RestoreVerdict.Same) await _marker.ClearAsync(cancellation);
        return new RestoreReport(Stamp, snapshot.Digest, target.Prefix, verdict, resumed, compared.Sum(t => t.Rows), compared);
    }

    private async Task<bool> MarkAsync(CancellationToken cancellation)
    {
        var mark = await _marker.FindAsync(cancellation);
        if (mark == snapshot.Digest) return true;
        if (mark is not null) throw Refused($"a restore of another snapshot into '{target.Prefix}' was broken off. Finish that one, or use another prefix.");
        await foreach (var name in target.TableNamesAsync(cancellation))
            if (await HasRowsAsync(await target.TableAsync(name), cancellation))
                throw Refused($"table {name} of '{target.Prefix}' has rows. A restore only fills a prefix whose tables are absent or empty: use another one.");
        await _marker.SetAsync(snapshot.Digest, cancellation);
        return false;
    }

    private async Task WriteAsync(SnapshotTable table, CancellationToken cancellation)
    {
        await using var file = await files.OpenAsync(Stamp, table.Name, cancellation);
        await RowBatches.WriteAsync(file, await target.TableAsync(table.Name), rows => Tell("writing", table, rows), cancellation);
        Tell("writing", table, table.Rows, ends: true);
    }

    private async Task<RestoredTable> CompareAsync(SnapshotTable table, CancellationToken cancellation)
    {
        var found = await TableRows.WriteAsync(await target.TableAsync(table.Name), Stream.Null, rows => Tell("comparing", table, rows), cancellation);
        Tell("comparing", table, table.Rows, ends: true);
        var isSame = found.Rows == table.Rows && found.Digest == table.ContentSha256;
        return new RestoredTable(table.Name, found.Rows, isSame ? RestoreVerdict.Same : RestoreVerdict.Differs);
    }

    private static async Task<bool> HasRowsAsync(TableClient table, CancellationToken cancellation)
    {
        await foreach (var _ in StorageErrors.Translate(table.QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellation))) return true;
        return false;
    }

    private void Tell(string doing, SnapshotTable table, long rows, bool ends = false)
    {
        progress?.Report(new RestoreProgress($"{doing} {table.Name}", Interlocked.Read(ref _done) + rows, Passes * snapshot.Manifest.Rows));
        if (ends) Interlocked.Add(ref _done, table.Rows);
    }

    private StewardException Refused(string why) => new(FailureKind.Conflict, $"Snapshot {Stamp} was not restored: {why}");
}
