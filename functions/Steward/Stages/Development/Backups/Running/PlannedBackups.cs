using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>The plans of a file as the ledger has them: what the gate holds against backups and drills.</summary>
/// <param name="Scope">A product, or <see cref="PlanKey.Servers"/>.</param>
/// <param name="Plans">The plans by name.</param>
public sealed record PlannedBackups(string Scope, IReadOnlyList<PlannedBackup> Plans);

/// <summary>A plan in force.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MaxAge">How old the newest backup may be.</param>
/// <param name="Drill">How old the newest drill may be.</param>
/// <param name="Problem">Why it cannot be run; null: it can.</param>
public sealed record PlannedBackup(string Name, TimeSpan MaxAge, TimeSpan Drill, string? Problem);

/// <summary>Tells the ledger which plans are in force, when that changes.</summary>
public sealed class PlannedLedger(ILedger ledger, IPayloadStore payloads, TimeProvider time)
{
    // What this process has told or found told: a ledger of years is not read through every five minutes.
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Tells what a file has now, unless the newest evidence says the same; a file without plans that never had any is not told.</summary>
    public async Task TellAsync(PlannedScope scope, CancellationToken cancellation)
    {
        var (subject, planned) = (Subject.Product(scope.Ledger), Of(scope));
        var digest = Digest.Sha256(scope.Problem ?? Json.Write(planned));
        if (_known.GetValueOrDefault($"{scope.Scope} {scope.Ledger}") == digest) return;
        var last = await ledger.FindAsync(scope.Ledger, subject, cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind == BackupEvidence.Planned && BackupEvidence.Text(e.Evidence, "scope") == scope.Scope, cancellation);
        var isTold = last is null ? planned.Plans.Count == 0 && scope.Problem is null : BackupEvidence.Text(last.Evidence, "digest") == digest;
        if (!isTold) await AppendAsync(scope, planned, (digest, last?.Evidence), cancellation);
        _known[$"{scope.Scope} {scope.Ledger}"] = digest;
    }

    private async Task AppendAsync(PlannedScope scope, PlannedBackups planned, (string Digest, Evidence? Last) told, CancellationToken cancellation)
    {
        var subject = Subject.Product(scope.Ledger);
        // A file that cannot be read changes nothing: the plans before stay, and the gate goes on asking for them.
        var payload = scope.Problem is null ? await payloads.PutAsync(scope.Ledger, Json.WriteBytes(planned), cancellation) : told.Last?.Payload;
        await ledger.AppendAsync(scope.Ledger, [new Evidence
        {
            Id = Evidence.IdFor(BackupEvidence.Planned, subject, $"{scope.Scope} {told.Digest} after {told.Last?.Id}"),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = BackupEvidence.Planned,
            Subject = subject,
            Outcome = scope.Problem is null ? EvidenceOutcome.Info : EvidenceOutcome.Error,
            Summary = scope.Problem ?? $"{Texts.Count(planned.Plans.Count, "plan")} of backups in force.",
            Details = new JsonObject { ["scope"] = scope.Scope, ["digest"] = told.Digest, ["plans"] = planned.Plans.Count },
            Payload = payload,
        }], cancellation);
    }

    private static PlannedBackups Of(PlannedScope scope) => new(scope.Scope,
        [.. (scope.Plans ?? []).OrderBy(p => p.Plan.Name, StringComparer.Ordinal).Select(p => new PlannedBackup(p.Plan.Name, p.Plan.Ages.Backup, p.Plan.Ages.Drill, p.Problem))]);
}
