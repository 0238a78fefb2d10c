using System.CommandLine;
using Spectre.Console;
using Steward.Azure.Vaults.Drills;
using Steward.Cli.Storage;
using Steward.Vault.Drills;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Vault;

/// <summary><c>steward vault drill [SNAPSHOT]</c>: 0 passed, 1 failed or not found out.</summary>
internal static class DrillCommand
{
    public static Command Build(CliServices services)
    {
        var (options, filter, snapshot) = (new VaultOptionsOf(), new FilterOptionsOf(), new Argument<string>("SNAPSHOT") { Description = "The beginning of its id, or 'latest'.", DefaultValueFactory = _ => SnapshotStore.Latest });
        var folder = new Option<string?>("--folder") { Description = "Where the empty place is made; without it among the system's temporary files. It has to have room for the whole snapshot." };
        var command = new Option<string?>("--command") { Description = "A command of your own, for a shell: its exit code counts. STEWARD_DRILL_FOLDER is the restored place; PGHOST, PGPORT and PGUSER a restored PostgreSQL server." };
        return options.AddTo(filter.AddTo(new Command("drill", "Prove a backup: restore it into an empty place, compare everything, and remove it again. 0 passed, 1 failed or not found out.") { snapshot, folder, command }))
            .Does(services, async (parsed, cancellation) =>
            {
                await using var vault = await VaultAccess.OpenAsync(services, parsed, options, cancellation);
                var found = await new SnapshotStore(vault).FindAsync(parsed.GetRequiredValue(snapshot), filter.Of(parsed), cancellation);
                var how = new DrillOptions
                {
                    Time = services.Time, Command = parsed.GetValue(command), Folder = parsed.GetValue(folder) is { } named ? services.PathOf(named) : null, Drills = DrillsFor(services, found.Snapshot),
                };
                var result = await VaultProgressView.WatchAsync(services, progress => Drill.RunAsync(vault, found, how, progress, cancellation));
                if (parsed.GetValue(options.Json)) Print(services, result);
                else Show(services, found, result);
                return result.Verdict == DrillVerdict.Passed ? Exit.Yes : Exit.No;
            });
    }

    // Storage is asked for only where it is needed.
    private static IReadOnlyList<IDrill> DrillsFor(CliServices services, Snapshot snapshot) =>
        snapshot.Kind == "azure" ? [new AzureDrill(StorageSettings.Open(services, prefix: null))] : AllDrills.All;

    private static void Print(CliServices services, DrillResult result) => services.PrintJson(new
    {
        snapshot = result.Snapshot, id = result.Snapshot, kind = result.Kind, verdict = VerdictOf(result), files = result.Files, bytes = result.Bytes, durationSeconds = result.DurationSeconds,
        began = result.Began, compared = result.Compared, differences = result.Differences, notes = result.Notes,
    });

    private static void Show(CliServices services, SnapshotReference snapshot, DrillResult result)
    {
        foreach (var note in result.Notes) services.Notes.MarkupLineInterpolated($"[yellow]{note}[/]");
        foreach (var difference in result.Differences) services.Notes.MarkupLineInterpolated($"[red]{difference}[/]");
        var table = new Table().AddColumns("compared", "how many");
        foreach (var (what, count) in result.Compared) table.AddRow(Markup.Escape(what), Amounts.Number(count));
        if (table.Rows.Count > 0) services.Out.Write(table);
        services.Out.MarkupLineInterpolated($"Drill of snapshot [bold]{snapshot.ShortId}[/] ({result.Kind}): [{(result.Verdict == DrillVerdict.Passed ? "green" : "red")}]{VerdictOf(result)}[/] in {Amounts.Seconds(TimeSpan.FromSeconds(result.DurationSeconds))}.");
    }

    private static string VerdictOf(DrillResult result) => $"{result.Verdict}".ToLowerInvariant();
}
