using Steward.Vault.Drills.Kinds;
using Steward.Vault.Snapshots;

namespace Steward.Vault.Drills;

/// <summary>What a kind of source needs beside the comparison of its files. One class each.</summary>
public interface IDrill
{
    /// <summary>The kind of snapshots that it is for.</summary>
    string Kind { get; }

    /// <summary>Whether the snapshot is restored into a folder before; false: the drill restores it by itself.</summary>
    bool NeedsFolder { get; }

    /// <summary>Compares. What is different goes to the findings; Unavailable means that it could not be found out.</summary>
    Task RunAsync(DrillPlace place, DrillFindings findings, CancellationToken cancellation);
}

/// <summary>The drills that need nothing but programs of this machine, one line each.</summary>
public static class AllDrills
{
    /// <summary>The drills.</summary>
    public static IReadOnlyList<IDrill> All { get; } = [new GitDrill(), new MySqlDrill(), new PostgresDrill(), new SqliteDrill(), new WorkplaceDrill()];
}

/// <summary>Where a drill takes place.</summary>
/// <param name="Vault">The vault.</param>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Folder">The folder that it was restored into; empty for a drill that restores by itself.</param>
/// <param name="Time">The clock.</param>
/// <param name="Command">Runs the user's own command, once, with variables that say where the restored thing is; nothing happens where there is none.</param>
public sealed record DrillPlace(OpenVault Vault, SnapshotReference Snapshot, string Folder, TimeProvider Time, Func<IReadOnlyDictionary<string, string?>, Task> Command)
{
    /// <summary>The path of something restored.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);
}
