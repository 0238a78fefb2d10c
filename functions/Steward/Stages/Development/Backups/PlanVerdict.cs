using System.Globalization;
using Steward.Gates;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups;

/// <summary>Judges one plan by the evidence about it.</summary>
internal static class PlanVerdict
{
    public static VerdictNode Judge(PlanKey key, PlannedBackup plan, IReadOnlyList<Evidence> about, DateTimeOffset now)
    {
        var name = key.IsOfServers ? $"servers {key.Name}" : key.Name;
        if (plan.Problem is { } problem) return new VerdictNode(name, Verdict.Fail, $"The plan {key.Name} cannot be run: {problem}");
        var own = about.Where(e => BackupEvidence.Text(e, "plan") == key.ToString()).ToList();
        return VerdictNode.All(name, [Backup(key, plan, own, now), Drill(key, plan, own, now)]);
    }

    private static VerdictNode Backup(PlanKey key, PlannedBackup plan, List<Evidence> own, DateTimeOffset now)
    {
        var taken = own.FindLast(e => e.Kind == BackupEvidence.Taken);
        var since = own.FindLast(e => e.Kind is BackupEvidence.Taken or BackupEvidence.Failed or BackupEvidence.Missed);
        var last = since is null || since == taken ? "" : $" The newest run {(since.Kind == BackupEvidence.Missed ? "was missed" : "failed")}, {Length(now - since.Time)} ago.";
        if (taken is null) return new VerdictNode("backup", Verdict.Missing, $"The plan {key.Name} has no backup yet.{last}");
        var age = now - taken.Time;
        return age < plan.MaxAge
            ? new VerdictNode("backup", Verdict.Pass, $"The plan {key.Name} was backed up {Length(age)} ago: snapshot {Snapshot(taken)}.{last}")
            : new VerdictNode("backup", Verdict.Missing, $"The newest backup of the plan {key.Name}, snapshot {Snapshot(taken)}, is {Length(age)} old; the plan allows {Length(plan.MaxAge)}.{last}");
    }

    private static VerdictNode Drill(PlanKey key, PlannedBackup plan, List<Evidence> own, DateTimeOffset now)
    {
        if (own.FindLast(e => e.Kind == BackupEvidence.Drilled) is not { } drill)
            return new VerdictNode("drill", Verdict.Missing, $"No backup of the plan {key.Name} was ever restored for trial.");
        var age = now - drill.Time;
        if (drill.Outcome != EvidenceOutcome.Pass) return new VerdictNode("drill", Verdict.Fail, $"The newest drill of the plan {key.Name}, {Length(age)} ago, was red: {drill.Summary}");
        return age < plan.Drill
            ? new VerdictNode("drill", Verdict.Pass, $"Snapshot {Snapshot(drill)} of the plan {key.Name} was restored and compared {Length(age)} ago.")
            : new VerdictNode("drill", Verdict.Missing, $"The newest drill of the plan {key.Name} is {Length(age)} old; the plan asks for one every {Length(plan.Drill)}.");
    }

    private static string Snapshot(Evidence evidence) => BackupEvidence.Text(evidence, "snapshot") is { } id ? id[..Math.Min(10, id.Length)] : "?";

    private static string Length(TimeSpan time) => time switch
    {
        { TotalDays: >= 3 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
    };
}
