using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups.Showing;

/// <summary>Whether old snapshots are forgotten as a plan says, in one sentence.</summary>
internal static class RetentionText
{
    public static string Of(PlanBook book)
    {
        if (book.NewestProof is not { } proof) return "Retention is not applied yet: nothing is forgotten before the first green drill.";
        if (book.Past.FirstOrDefault(r => r.Retention is not null || IsAfter(r, proof)) is not { } run)
            return "Retention is applied after the next backup, by a runner that may delete.";
        return run.Retention switch
        {
            null => "Retention is not applied: the runner may not delete.",
            { Problem: { } problem } => $"Retention was not applied whole: {problem}",
            var done => $"Retention is applied: the newest run forgot {Texts.Count(done.Forgotten, "snapshot")}.",
        };
    }

    // A run that began before may have had nothing to apply.
    private static bool IsAfter(BackupRun run, BackupRun proof) =>
        run.Kind != OrderKind.Restore && run.Outcome == RunOutcome.Done && run.Order != proof.Order && run.StartedAt >= proof.EndedAt;
}
