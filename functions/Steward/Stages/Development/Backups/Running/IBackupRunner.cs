using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>What Steward itself can back up, drill and restore: tables, blob containers, repositories.</summary>
public interface IBackupRunner
{
    /// <summary>
    /// Runs an order. What goes wrong with it is an answer; StewardException with a sentence for people is taken for one too. Safe to run twice: a backup that was broken
    /// off goes on from what is in the vault.
    /// </summary>
    Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation);
}

/// <summary>An order with its plan.</summary>
/// <param name="Plan">The plan's name among all.</param>
/// <param name="What">The plan.</param>
/// <param name="Order">The order.</param>
/// <param name="Ledger">The product in whose ledger the evidence stands: for a plan of a product that product.</param>
public sealed record OrderOfPlan(PlanKey Plan, BackupPlan What, BackupOrder Order, ProductId Ledger)
{
    /// <summary>What is forgotten afterwards by a runner that may; null: nothing.</summary>
    public RetentionOrder? Retention { get; init; }
}

/// <summary>How an order ended.</summary>
/// <param name="Done">Whether it was done; for a drill: whether all was the same.</param>
/// <param name="Snapshot">The snapshot that was made, drilled or restored.</param>
/// <param name="Counts">How much it was; null: it is not known.</param>
/// <param name="Problem">One sentence when it was not done.</param>
public sealed record OrderOutcome(bool Done, string? Snapshot, RunCounts? Counts, string? Problem)
{
    /// <summary>What was forgotten afterwards; null: nothing was to be, or the runner may not delete.</summary>
    public RetentionOutcome? Retention { get; init; }

    /// <summary>It was not done.</summary>
    public static OrderOutcome Failed(string problem) => new(false, null, null, problem);
}

/// <summary>A host without a vault.</summary>
internal sealed class NoBackupRunner : IBackupRunner
{
    public Task<OrderOutcome> RunAsync(OrderOfPlan order, IProgress<OrderProgress> progress, CancellationToken cancellation) =>
        Task.FromResult(OrderOutcome.Failed("This Steward has no vault: set Backups:Vaults and Backups:PassphraseFile, or let an agent run the plan."));
}
