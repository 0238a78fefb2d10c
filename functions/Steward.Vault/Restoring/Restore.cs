using Steward.Kernel;
using Steward.Vault.Backing;
using Steward.Vault.Entries;
using Steward.Vault.Restoring.Linux;
using Steward.Vault.Restoring.Portable;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources;

namespace Steward.Vault.Restoring;

/// <summary>Restores snapshots of files into a folder.</summary>
public static class Restore
{
    /// <summary>
    /// Restores. Errors: Conflict when the target is not empty; Unavailable when the disk is full (what is complete stays, and the same call goes on later) or the store does not answer;
    /// Invalid when the listing is damaged; NotFound when nothing is what the patterns mean. A file that cannot be restored is a problem of the outcome and hides no other.
    /// </summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="target">The folder; made when it is not there. What the snapshot's root holds stands directly in it.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told how far it is; null: nobody is.</param>
    /// <param name="cancellation">Ends it; the same call goes on later.</param>
    public static async Task<RestoreOutcome> RunAsync(
        OpenVault vault, SnapshotReference snapshot, string target, RestoreOptions options, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(target);
        var (problems, counts) = (new SourceProblems(), new RestoreCounts(path));
        var (reader, meter) = (vault.Reader(), new ProgressMeter(progress, options.Time));
        if (options.Include.Count == 0) (meter.TotalFiles, meter.TotalBytes) = (snapshot.Snapshot.Totals.Files, snapshot.Snapshot.Totals.Bytes);
        var folder = options.DryRun ? NoTarget.Folder : Open(path, options);
        var replace = !options.DryRun && RestoreMark.Begin(folder, path, snapshot.Id, options.Overwrite);
        var worker = new RestoreWorker(vault, reader, counts, problems, meter);
        var run = new RestoreRun(new RestorePlace(folder, replace, options, counts), reader, worker, problems);
        var root = await run.RunAsync(new ListingReader(reader, snapshot.Snapshot.Listing), cancellation);
        var outcome = counts.Outcome(problems.Told);
        // What is not complete can go on: the mark stays.
        if (outcome.Failed == 0) RestoreMark.End(folder);
        root.Release(problems);
        meter.Now();
        if (options.Include.Count > 0 && outcome is { Entries: 0, Failed: 0 })
            throw StewardException.NotFound($"Nothing in the snapshot {snapshot.ShortId} matches {string.Join(", ", options.Include.Select(p => $"'{Texts.Clip(p, 200)}'"))}, so nothing is restored. 'steward vault ls {snapshot.ShortId}' shows what it has; paths in it begin at its root.");
        return outcome with { Problems = problems.Told };
    }

    private static IRestoreFolder Open(string path, RestoreOptions options)
    {
        if (File.Exists(path)) throw StewardException.Invalid($"'{path}' is a file: name a folder to restore into.");
        return Made(path, options);
    }

    private static IRestoreFolder Made(string path, RestoreOptions options) => OperatingSystem.IsLinux() && !options.IsPortable ? LinuxTarget.Open(path, options.Within) : PortableTarget.Open(path);
}
