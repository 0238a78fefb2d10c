using Spectre.Console;
using Steward.Kernel;
using Steward.Vault.Backing;

namespace Steward.Cli.Commands.Vault;

/// <summary>What a backup came to, for people and for machines.</summary>
internal sealed class BackupView(CliServices services, bool json)
{
    public int Show(BackupOutcome outcome, TimeSpan took)
    {
        var (id, snapshot, verdict) = (outcome.Snapshot.Id, outcome.Snapshot.Snapshot, VerdictOf(outcome.Problems));
        if (json)
        {
            services.PrintJson(new
            {
                snapshot = id, id, files = snapshot.Totals.Files, bytes = snapshot.Totals.Bytes, newBytes = snapshot.Totals.NewBytes, storedBytes = snapshot.Totals.StoredBytes,
                durationSeconds = Amounts.Rounded(took), verdict, entries = snapshot.Totals.Entries, filesRead = outcome.FilesRead, bytesRead = outcome.BytesRead,
                parent = snapshot.Parent, host = snapshot.Host, kind = snapshot.Kind, paths = snapshot.Paths, tags = snapshot.Tags, problems = snapshot.Problems,
            });
        }
        else
        {
            Tell(snapshot.Problems, outcome.Problems);
            services.Out.MarkupLineInterpolated($"Snapshot [bold]{outcome.Snapshot.ShortId}[/]: {Amounts.Files(snapshot.Totals.Files)}, {Amounts.Bytes(snapshot.Totals.Bytes)}; {Amounts.Number(outcome.FilesRead)} read, {Amounts.Bytes(snapshot.Totals.NewBytes)} new, {Amounts.Bytes(snapshot.Totals.StoredBytes)} stored, in {Amounts.Seconds(took)}.");
        }

        return outcome.Problems == 0 ? Exit.Yes : Exit.No;
    }

    public int Show(BackupPlan plan)
    {
        if (json)
        {
            services.PrintJson(new
            {
                dryRun = true, entries = plan.Entries, files = plan.Files, bytes = plan.Bytes, filesToRead = plan.FilesToRead, bytesToRead = plan.BytesToRead,
                parent = plan.Parent, problems = plan.Problems,
            });
        }
        else
        {
            Tell(plan.Problems, 0);
            services.Out.MarkupLineInterpolated($"Would back up {Texts.Count(plan.Files, "file")}, {Amounts.Bytes(plan.Bytes)}; {Amounts.Number(plan.FilesToRead)} of them are new or changed and would be read, {Amounts.Bytes(plan.BytesToRead)}. Nothing was written.");
        }

        return Exit.Yes;
    }

    private void Tell(IReadOnlyList<string> problems, long serious)
    {
        foreach (var problem in problems) services.Notes.MarkupLineInterpolated($"[yellow]{problem}[/]");
        if (serious > 0) services.Notes.MarkupLineInterpolated($"[red]{Texts.Count(serious, "file")} could not be backed up as {(serious == 1 ? "it" : "they")} should be.[/]");
    }

    internal static string VerdictOf(long problems) => problems == 0 ? "complete" : "incomplete";
}
