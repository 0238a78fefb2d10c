using Steward.Kernel;
using Steward.Vault.Backing;
using Steward.Vault.Restoring;
using Steward.Vault.Snapshots;
using Steward.Vault.Sources.Programs;

namespace Steward.Vault.Drills;

/// <summary>Proves a backup by restoring it into an empty place and comparing. A backup counts only after that.</summary>
public static class Drill
{
    /// <summary>
    /// Makes a drill. What is damaged or different is in the result, and so is what could not be found out: only a cancellation is thrown.
    /// </summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told how far the restore is; null: nobody is.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<DrillResult> RunAsync(OpenVault vault, SnapshotReference snapshot, DrillOptions options, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        var (began, started, findings) = (options.Time.GetUtcNow(), options.Time.GetTimestamp(), new DrillFindings());
        var run = new DrillRun(vault, snapshot, options, findings);
        var known = await run.RunAsync(progress, cancellation);
        return new DrillResult
        {
            Snapshot = snapshot.Id, Kind = snapshot.Snapshot.Kind, Began = began, DurationSeconds = Math.Round(options.Time.GetElapsedTime(started).TotalSeconds, 3),
            Verdict = findings.Differences.Count > 0 ? DrillVerdict.Failed : known ? DrillVerdict.Passed : DrillVerdict.Error,
            Compared = findings.Compared, Differences = findings.Differences, Notes = findings.Notes, Files = run.Files, Bytes = run.Bytes,
        };
    }
}

/// <summary>One drill.</summary>
internal sealed class DrillRun(OpenVault vault, SnapshotReference snapshot, DrillOptions options, DrillFindings findings)
{
    private bool _hasRunCommand;

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Runs it; false when something could not be found out, which a note says.</summary>
    public async Task<bool> RunAsync(IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            using var empty = new EmptyPlace(options.Folder, snapshot.Id[..16]);
            await InAsync(empty, progress, cancellation);
            return true;
        }
        catch (StewardException failure) when (failure.Kind is FailureKind.Invalid or FailureKind.NotFound)
        {
            findings.Different(failure.Message);
        }
        catch (Exception failure) when (failure is StewardException or IOException or UnauthorizedAccessException)
        {
            findings.Note($"It could not be found out: {failure.Message}");
        }

        return false;
    }

    private async Task InAsync(EmptyPlace empty, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        var drill = (options.Drills ?? AllDrills.All).FirstOrDefault(d => d.Kind == snapshot.Snapshot.Kind);
        var place = new DrillPlace(vault, snapshot, empty.Folder, options.Time, variables => CommandAsync(empty.Folder, variables, cancellation));
        if (drill?.NeedsFolder != false) await RestoreAsync(empty.Folder, progress, cancellation);
        if (drill is not null) await drill.RunAsync(place, findings, cancellation);
        if (!_hasRunCommand) await CommandAsync(empty.Folder, new Dictionary<string, string?>(), cancellation);
        if (snapshot.Snapshot.Problems.Count > 0) findings.Note($"The backup itself told of {Texts.Count(snapshot.Snapshot.Problems.Count, "problem")}, the first: {snapshot.Snapshot.Problems[0]}");
    }

    private async Task RestoreAsync(string folder, IProgress<VaultProgress>? progress, CancellationToken cancellation)
    {
        var outcome = await Restore.RunAsync(vault, snapshot, folder, new RestoreOptions { Time = options.Time }, progress, cancellation);
        (Files, Bytes) = (outcome.Files, outcome.Bytes);
        if (outcome.Failed > 0) findings.Different($"{Texts.Count(outcome.Failed, "entry", "entries")} could not be restored.");
        foreach (var problem in outcome.Problems)
            if (outcome.Failed > 0) findings.Different(problem);
            else findings.Note(problem);
        await new FolderComparison(vault, snapshot.Snapshot, findings).RunAsync(folder, cancellation);
    }

    private async Task CommandAsync(string folder, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellation)
    {
        if (options.Command is null || _hasRunCommand) return;
        _hasRunCommand = true;
        var environment = new Dictionary<string, string?>(variables) { ["STEWARD_DRILL_FOLDER"] = folder, ["STEWARD_DRILL_SNAPSHOT"] = snapshot.Id, ["STEWARD_DRILL_KIND"] = snapshot.Snapshot.Kind };
        var end = await ProgramRun.EndAsync(Shell.Of(options.Command) with { Environment = environment, Folder = Directory.Exists(folder) ? folder : null }, cancellation);
        findings.Counted("own commands", 1);
        if (end.Code != 0) findings.Different($"Your own command ended with exit code {end.Code}: {(end.Last.Length > 0 ? end.Last : end.Lines.LastOrDefault() ?? "it said nothing")}");
    }
}
