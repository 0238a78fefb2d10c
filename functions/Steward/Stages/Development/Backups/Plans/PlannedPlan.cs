using Steward.Kernel;

namespace Steward.Stages.Development.Backups.Plans;

/// <summary>A plan that stands in a file in force.</summary>
/// <param name="Key">Its name among all.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Ledger">The product in whose ledger its evidence stands.</param>
/// <param name="Problem">Why it cannot be run, one sentence; null: it can.</param>
public sealed record PlannedPlan(PlanKey Key, BackupPlan Plan, ProductId Ledger, string? Problem);

/// <summary>The plans of one file.</summary>
/// <param name="Scope">A product, or <see cref="PlanKey.Servers"/>.</param>
/// <param name="Ledger">The product in whose ledger their evidence stands.</param>
/// <param name="Plans">The plans; null: the file cannot be read now, and what was known stays in force.</param>
public sealed record PlannedScope(string Scope, ProductId Ledger, IReadOnlyList<PlannedPlan>? Plans)
{
    /// <summary>Why it cannot be read, one sentence; null: it can.</summary>
    public string? Problem { get; init; }
}
