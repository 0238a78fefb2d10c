using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Stages.Development.Backups;

/// <summary>
/// Every plan in force has a successful backup that is young enough, and a green drill. A plan that stands in the policy of this commit and is not in force yet is not judged: it cannot have a
/// backup before it is on the default branch.
/// </summary>
public sealed class BackupsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => BackupsCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var about = facts.About(Subject.Product(facts.Product)).ToList();
        var own = facts.Policy.Get(BackupsPolicy.Section).Plans;
        var inForce = PlansOf(facts, about, facts.Product.ToString());
        var servers = PlansOf(facts, about, PlanKey.Servers);
        if ((inForce.Problem ?? servers.Problem) is { } problem) return new VerdictNode(Name, Verdict.Error, problem);
        var nodes = own.Select(p => inForce.Plans.FirstOrDefault(k => k.Name == p.Name) is { } known
                ? PlanVerdict.Judge(PlanKey.Of(facts.Product, p.Name), known with { MaxAge = p.Ages.Backup, Drill = p.Ages.Drill }, about, facts.Now)
                : new VerdictNode(p.Name, Verdict.NotNeeded, $"The plan {p.Name} is not in force yet: plans are as they stand on the default branch, from five minutes later on."))
            .Concat(servers.Plans.Select(p => PlanVerdict.Judge(PlanKey.OfServers(p.Name), p, about, facts.Now))).ToList();
        return nodes.Count == 0 ? new VerdictNode(Name, Verdict.NotNeeded, "No backups are planned (development.backups).") : VerdictNode.All(Name, nodes);
    }

    private static (IReadOnlyList<PlannedBackup> Plans, string? Problem) PlansOf(GateFacts facts, List<Evidence> about, string scope)
    {
        var newest = about.FindLast(e => e.Kind == BackupEvidence.Planned && BackupEvidence.Text(e, "scope") == scope);
        if (newest?.Payload is null) return ([], null);
        return facts.Payload<PlannedBackups>(newest) is { } planned ? (planned.Plans, null) : ([], "The plans of backups in force cannot be read from the ledger's payloads.");
    }
}
