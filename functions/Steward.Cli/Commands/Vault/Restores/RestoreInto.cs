using System.CommandLine;
using Spectre.Console;
using Steward.Vault.Drills;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault.Restores;

/// <summary>What restores into something else than a folder share; a line each.</summary>
internal static class RestoreInto
{
    /// <summary>The commands.</summary>
    public static IEnumerable<Command> All(CliServices services, RestoreAbove above) =>
        [PostgresRestoreCommand.Build(services, above), MySqlRestoreCommand.Build(services, above), StateRestoreCommand.Build(services, above), WorkRestoreCommand.Build(services, above)];

    public static Argument<string> Snapshot() => new("SNAPSHOT") { Description = "The beginning of its id, or 'latest'.", DefaultValueFactory = _ => SnapshotStore.Latest };

    public static int Show(CliServices services, bool json, SnapshotReference snapshot, DrillFindings findings)
    {
        var verdict = findings.Differences.Count == 0 ? "complete" : "different";
        if (json) services.PrintJson(new { snapshot = snapshot.Id, id = snapshot.Id, verdict, compared = findings.Compared, differences = findings.Differences });
        foreach (var difference in findings.Differences) services.Notes.MarkupLineInterpolated($"[red]{difference}[/]");
        if (json) return findings.Differences.Count == 0 ? Exit.Yes : Exit.No;
        foreach (var (what, count) in findings.Compared) services.Out.MarkupLineInterpolated($"{Amounts.Number(count)} {what}");
        services.Out.MarkupLineInterpolated($"Snapshot [bold]{snapshot.ShortId}[/] is restored and compared: {verdict}.");
        return findings.Differences.Count == 0 ? Exit.Yes : Exit.No;
    }
}

/// <summary>What the command above can be told: vault and snapshots count below too, the rest is of folders alone.</summary>
/// <param name="Vault">The vault.</param>
/// <param name="Filter">Which snapshots.</param>
/// <param name="Folders">What is of folders alone.</param>
internal sealed record RestoreAbove(VaultOptionsOf Vault, FilterOptionsOf Filter, RestoreOptionsOf Folders);
