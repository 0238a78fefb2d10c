using Steward.Policy;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups;

/// <summary>What the policy says about backups of the product: <c>development.backups</c>.</summary>
/// <param name="Plans">The plans, in the order of the file.</param>
public sealed record BackupsPolicy(IReadOnlyList<BackupPlan> Plans)
{
    /// <summary>The section.</summary>
    public static PolicySection<BackupsPolicy> Section { get; } = new(
        "development.backups",
        new ObjectShape(
            "Backups of what belongs to the product, and the drills that prove them. They are in force as they stand on the default branch.",
            new Field("plans", PlanShape.Plans, Required: true)),
        node => new BackupsPolicy(PlanBinding.Plans(node["plans"])));
}
