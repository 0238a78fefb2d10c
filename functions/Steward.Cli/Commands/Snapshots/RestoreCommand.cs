using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Steward.Azure.Snapshots;
using Steward.Cli.Storage;
using Steward.Cli.Views;
using Steward.Stages.Development.Snapshots;

namespace Steward.Cli.Commands.Snapshots;

/// <summary>
/// <c>steward snapshots restore STAMP --into PREFIX</c>: works on the storage account itself, since after a loss no Steward runs. 0 restored and
/// the same, 1 restored and not the same, 2 refused, 3 storage does not answer.
/// </summary>
internal static class RestoreCommand
{
    public static Command Build(CliServices services)
    {
        var stamp = new Argument<string>("STAMP") { Description = "The snapshot, as 'steward snapshots list' shows it: 20261123T020000Z." };
        var into = new Option<string>("--into") { Description = "The prefix to restore into; its tables must be absent or empty.", Required = true };
        var json = CommandActions.JsonOption();
        return new Command("restore", "Restores a snapshot into another prefix and compares (STEWARD_STORAGE, STEWARD_STORAGE_VAULT: connection strings or accounts' names; STEWARD_PREFIX).") { stamp, into, json }
            .Does(services, async (parsed, cancellation) =>
            {
                var archive = new BlobTableArchive(StorageSettings.Open(services, services.Environment("STEWARD_PREFIX")), services.Time);
                var report = await RestoreAsync(services, archive, parsed.GetRequiredValue(stamp), parsed.GetRequiredValue(into), cancellation);
                if (parsed.GetValue(json)) services.PrintJson(report);
                else Print(services, report);
                return report.Verdict == RestoreVerdict.Same ? Exit.Yes : Exit.No;
            });
    }

    private static Task<RestoreReport> RestoreAsync(
        CliServices services, BlobTableArchive archive, string stamp, string into, CancellationToken cancellation) =>
        services.Notes.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("reading the manifest");
            return await archive.RestoreAsync(stamp, into, new Bar(task), cancellation);
        });

    private static void Print(CliServices services, RestoreReport report)
    {
        var table = Marks.Table("Table", "Rows", "Compared");
        foreach (var row in report.Tables)
            table.AddRow(Marks.Plain(row.Name), row.Rows.ToString("N0", CultureInfo.InvariantCulture), row.Verdict == RestoreVerdict.Same ? "[green]same[/]" : "[red]differs[/]");
        services.Out.Write(table);
        services.Out.MarkupLineInterpolated($"Snapshot {report.Stamp} {(report.Verdict == RestoreVerdict.Same ? "was restored into" : "differs from what is now in")} '{report.Into}'{(report.Resumed ? " (an earlier try went on)" : "")}.");
        services.Out.MarkupLineInterpolated($"Its manifest has the SHA-256 {report.Manifest}; compare it with the evidence snapshot.taken.");
    }

    private sealed class Bar(ProgressTask task) : IProgress<RestoreProgress>
    {
        public void Report(RestoreProgress value) =>
            task.Description(Markup.Escape(value.Doing)).MaxValue(Math.Max(1, value.Total)).Value(value.Done);
    }
}
