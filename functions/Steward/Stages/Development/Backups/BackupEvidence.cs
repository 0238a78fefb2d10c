using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups;

/// <summary>The kinds of evidence about backups. Their subject is the product; details name the plan as <c>owner/name:plan</c> or <c>servers:plan</c>.</summary>
public static class BackupEvidence
{
    /// <summary>The plans in force changed; payload: <see cref="Running.PlannedBackups"/>.</summary>
    public const string Planned = "backups.planned";

    /// <summary>A backup was made; details: snapshot, files, bytes, newBytes, storedBytes, problems.</summary>
    public const string Taken = "backup.taken";

    /// <summary>A backup was not made.</summary>
    public const string Failed = "backup.failed";

    /// <summary>No runner came for a backup in time; it was given up.</summary>
    public const string Missed = "backup.missed";

    /// <summary>No runner has come for a backup yet.</summary>
    public const string Late = "backup.late";

    /// <summary>A run makes no progress.</summary>
    public const string Stuck = "backup.stuck";

    /// <summary>A snapshot was restored into an empty place and compared, or could not be.</summary>
    public const string Drilled = "drill.ended";

    /// <summary>Snapshots that the plan does not keep were forgotten; details: snapshots (their ids), packsRemoved, bytesRemoved.</summary>
    public const string Forgotten = "backup.forgotten";

    /// <summary>Somebody asked for a restore.</summary>
    public const string RestoreAsked = "restore.asked";

    /// <summary>Somebody approved one.</summary>
    public const string RestoreApproved = "restore.approved";

    /// <summary>Somebody refused one, or nobody approved it in time.</summary>
    public const string RestoreRefused = "restore.refused";

    /// <summary>A restore was carried out, or was not.</summary>
    public const string RestoreDone = "restore.done";

    /// <summary>The kinds that somebody must hear of: they are told when they come, once each.</summary>
    public static bool IsAlarm(Evidence evidence) =>
        evidence.Kind is Failed or Missed or Late or Stuck || (evidence.Kind is Drilled or RestoreDone && evidence.Outcome == EvidenceOutcome.Fail);

    /// <summary>The evidence of something that happened to a plan: the same occasion is the same evidence.</summary>
    internal static Evidence Of(PlanBook book, Happening happening, DateTimeOffset time)
    {
        var subject = Subject.Product(book.Ledger);
        var details = happening.Details ?? [];
        details["plan"] = book.Key.ToString();
        details["runner"] = book.Plan.Runner;
        return new Evidence
        {
            Id = Evidence.IdFor(happening.Kind, subject, $"{book.Key} {happening.Occasion}"),
            Time = time,
            Actor = happening.Actor ?? "steward",
            Kind = happening.Kind,
            Subject = subject,
            Outcome = happening.Outcome,
            Summary = Texts.Clip(happening.Summary, 300),
            Details = details,
        };
    }

    /// <summary>A text of the details, or null.</summary>
    internal static string? Text(Evidence evidence, string key) => evidence.Details?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>Something that happened to a plan.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="Occasion">What tells it from another: an order, a request.</param>
/// <param name="Summary">One sentence, without paths and personal text.</param>
internal sealed record Happening(string Kind, EvidenceOutcome Outcome, string Occasion, string Summary)
{
    /// <summary>Who did it; null: Steward.</summary>
    public string? Actor { get; init; }

    /// <summary>More facts.</summary>
    public JsonObject? Details { get; init; }
}
