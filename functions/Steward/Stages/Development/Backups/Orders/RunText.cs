using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups.Orders;

/// <summary>The sentences about orders and how they end, for the ledger: no paths, no messages of other programs.</summary>
internal static class RunText
{
    private const string Look = "'steward backups' says more.";

    public static Happening Of(PlanBook book, BackupOrder order, BackupRun run) => (run.Kind, run.Outcome) switch
    {
        (OrderKind.Backup, RunOutcome.Done) => new(BackupEvidence.Taken, EvidenceOutcome.Pass, run.Order, $"{book.Key} was backed up: snapshot {Short(run)}, {Texts.Count(run.Counts?.Files ?? 0, "file")}{Problems(run)}."),
        (OrderKind.Backup, RunOutcome.Missed) => new(BackupEvidence.Missed, EvidenceOutcome.Fail, run.Order, $"{book.Key} was due at {Time(order)} and {book.Plan.Runner} did not come for it."),
        (OrderKind.Backup, _) => new(BackupEvidence.Failed, EvidenceOutcome.Fail, run.Order, $"{book.Key}, due at {Time(order)}, was not backed up. {Look}"),
        (OrderKind.Drill, RunOutcome.Done) => new(BackupEvidence.Drilled, EvidenceOutcome.Pass, run.Order, $"{book.Key}: snapshot {Short(run)} was restored into an empty place and is the same."),
        (OrderKind.Drill, RunOutcome.Missed) => new(BackupEvidence.Drilled, EvidenceOutcome.Fail, run.Order, $"{book.Key}: {book.Plan.Runner} did not come for the drill of {Time(order)}."),
        (OrderKind.Drill, _) => new(BackupEvidence.Drilled, EvidenceOutcome.Fail, run.Order, $"{book.Key}: the drill of snapshot {Short(run)} failed. {Look}"),
        (_, RunOutcome.Done) => new(BackupEvidence.RestoreDone, EvidenceOutcome.Pass, run.Order, $"{book.Key}: snapshot {Short(run)} was restored{Where(order)}."),
        _ => new(BackupEvidence.RestoreDone, EvidenceOutcome.Fail, run.Order, $"{book.Key}: snapshot {Short(run)} was not restored{Where(order)}. {Look}"),
    };

    public static Happening Late(PlanBook book, BackupOrder order) => new(
        BackupEvidence.Late, EvidenceOutcome.Fail, order.Id, $"{book.Key}: {Word(order.Kind)} was due at {Time(order)} and {book.Plan.Runner} has not come for it yet.");

    public static Happening Stuck(PlanBook book, BackupOrder order) => new(
        BackupEvidence.Stuck, EvidenceOutcome.Fail, $"{order.Id} {order.Attempt}", $"{book.Key}: {Word(order.Kind)} of {Time(order)} makes no progress on {book.Plan.Runner}.");

    public static Happening Forgotten(PlanBook book, BackupOrder order, RetentionOutcome retention) => Forgotten(book, order.Id, retention.Forgotten, "", new JsonObject
    {
        ["order"] = order.Id, ["packsRemoved"] = retention.PacksRemoved, ["bytesRemoved"] = retention.BytesRemoved,
    });

    // The occasion is the order that forgot: however often it is told, it is one evidence.
    public static Happening Forgotten(PlanBook book, UntoldForgetting untold, BackupOrder by) => Forgotten(
        book, untold.Order, untold.Snapshots, " by a run that ended before it could say so", new JsonObject { ["order"] = untold.Order, ["toldBy"] = by.Id });

    private static Happening Forgotten(PlanBook book, string order, IReadOnlyList<string> snapshots, string how, JsonObject details)
    {
        details["snapshots"] = new JsonArray([.. snapshots.Select(id => JsonValue.Create(id))]);
        return new Happening(BackupEvidence.Forgotten, EvidenceOutcome.Info, order, $"{book.Key}: {Texts.Count(snapshots.Count, "snapshot")} that the plan does not keep {(snapshots.Count == 1 ? "was" : "were")} forgotten{how}.")
        {
            Details = details,
        };
    }

    public static string Word(OrderKind kind) => kind.ToString().ToLowerInvariant();

    private static string Time(BackupOrder order) => $"{order.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private static string Short(BackupRun run) => run.Snapshot is { } id ? id[..Math.Min(10, id.Length)] : "(none)";

    private static string Problems(BackupRun run) => run.Counts is { Problems: > 0 } counts ? $", {Texts.Count(counts.Problems, "problem")}" : "";

    private static string Where(BackupOrder order) => order.Restore is { InPlace: true } ? " over what was there" : "";
}
