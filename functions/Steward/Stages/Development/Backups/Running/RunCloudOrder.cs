using Steward.Engine;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Claims an order, runs it and reports it, as an agent does. Run again after a crash it has the same claim, and goes on.</summary>
public sealed class RunCloudOrder(BookKeeper keeper, IBackupRunner runner, OrderPulse pulse) : IActivity<CloudOrder, RunOutcome>
{
    private const string Instance = BackupPlan.Cloud;

    /// <inheritdoc/>
    public static string Name => "RunCloudOrder";

    /// <inheritdoc/>
    public async Task<RunOutcome> RunAsync(CloudOrder input, CancellationToken cancellation)
    {
        if (await EndedAsync(input, cancellation) is { } ended) return ended;
        var claimed = await keeper.ChangeAsync(BackupPlan.Cloud, input.Plan, edit => (Order: OrderRules.Claim(edit, input.Order, Instance), edit.Book), cancellation);
        var fence = new OrderFence(Instance, claimed.Order.Attempt);
        var outcome = await pulse.RunAsync(
            (progress, stop) => runner.RunAsync(new OrderOfPlan(input.Plan, claimed.Book.Plan, claimed.Order, claimed.Book.Ledger) { Retention = claimed.Book.Retention }, progress, stop),
            (progress, stop) => keeper.ChangeAsync(BackupPlan.Cloud, input.Plan, edit => OrderRules.Progress(edit, input.Order, fence, progress), stop),
            claimed.Book.Plan.Patience.Timeout, cancellation);
        var report = new OrderReport(fence, outcome.Done, outcome.Snapshot, outcome.Counts, outcome.Problem) { Retention = outcome.Retention };
        await keeper.ChangeAsync(BackupPlan.Cloud, input.Plan, edit => OrderRules.Report(edit, input.Order, report), cancellation);
        return outcome.Done ? RunOutcome.Done : RunOutcome.Failed;
    }

    private async Task<RunOutcome?> EndedAsync(CloudOrder input, CancellationToken cancellation) =>
        (await keeper.ListAsync(BackupPlan.Cloud, cancellation)).FirstOrDefault(b => b.Key == input.Plan)?.Past.FirstOrDefault(r => r.Order == input.Order)?.Outcome;
}
