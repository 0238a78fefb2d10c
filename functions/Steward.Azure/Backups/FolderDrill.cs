using System.Security.Cryptography;
using System.Text;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Entries;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Git;

namespace Steward.Azure.Backups;

/// <summary>Restores a snapshot of files into an empty folder, reads all of it again, compares, and removes it.</summary>
/// <param name="work">The vault.</param>
/// <param name="scratch">The folder below which it is restored; what a killed drill left there is removed first.</param>
public sealed class FolderDrill(VaultWork work, string scratch)
{
    private const int MaxDifferences = 100;
    private static readonly string[] Known = [SubjectKinds.Folder, SubjectKinds.Git, SubjectKinds.Workplace];

    /// <summary>Drills.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<OrderOutcome> RunAsync(SnapshotReference snapshot, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        if (!Known.Contains(snapshot.Snapshot.Kind)) return OrderOutcome.Failed($"What is of the kind {snapshot.Snapshot.Kind} cannot be compared after a restore yet.");
        var folder = Path.Combine(scratch, $"drill-{snapshot.Id[..16]}");
        Remove(folder);
        try
        {
            var restored = await work.RestoreAsync(snapshot, (folder, false, []), progress, cancellation);
            if (!restored.Done) return restored;
            var differences = await CompareAsync(snapshot, folder, progress, cancellation);
            if (snapshot.Snapshot.Kind == SubjectKinds.Git && differences.Count == 0) differences = await GitCheck.DifferencesAsync(folder, snapshot.Snapshot.Details, cancellation);
            return VaultWork.Drilled(snapshot, differences);
        }
        finally
        {
            Remove(folder);
        }
    }

    private async Task<IReadOnlyList<string>> CompareAsync(SnapshotReference snapshot, string folder, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var (differences, files, bytes) = (new List<string>(), 0L, 0L);
        var reader = work.Vault.Reader();
        await foreach (var entry in new ListingReader(reader, snapshot.Snapshot.Listing).ReadAsync(cancellation))
        {
            if (await DifferenceAsync(entry, Path.Combine(folder, Encoding.UTF8.GetString(entry.Path.Bytes.Span)), reader, cancellation) is { } difference) differences.Add(difference);
            if (differences.Count == MaxDifferences) break;
            (files, bytes) = (files + 1, bytes + entry.Size);
            progress.Report(new OrderProgress(files, bytes, snapshot.Snapshot.Totals.Bytes, "comparing"));
        }

        return differences;
    }

    private static async Task<string?> DifferenceAsync(Entry entry, string path, Vault.Chunks.IChunkReader reader, CancellationToken cancellation)
    {
        var name = Texts.Clip($"{entry.Path}", 120);
        if (entry.Kind is EntryKind.Directory) return Directory.Exists(path) ? null : $"The folder {name} is missing.";
        if (entry.Kind is not EntryKind.File) return File.Exists(path) || new FileInfo(path).LinkTarget is not null || entry.Kind is not (EntryKind.HardLink or EntryKind.SymbolicLink) ? null : $"{name} is missing.";
        if (!File.Exists(path)) return $"The file {name} is missing.";
        await using var found = File.OpenRead(path);
        if (found.Length != entry.Size) return $"The file {name} has {found.Length} bytes instead of {entry.Size}.";
        if (entry.Holes.Count > 0) return null; // Its chunks were checked as they were written; where its zeros are, its length says.
        await using var wanted = new ChunkStream(reader, entry);
        var (a, b) = (await SHA256.HashDataAsync(wanted, cancellation), await SHA256.HashDataAsync(found, cancellation));
        return a.AsSpan().SequenceEqual(b) ? null : $"The file {name} has another content.";
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
