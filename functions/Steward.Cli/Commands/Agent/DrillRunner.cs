using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Cli.Commands.Agent;

/// <summary>Makes drills.</summary>
internal sealed class DrillRunner(CliServices services) : IOrderRunner
{
    /// <inheritdoc/>
    public OrderKind Kind => OrderKind.Drill;

    /// <inheritdoc/>
    public Task<OrderOutcome> RunAsync(AgentOrder order, AgentOptions options, IProgress<OrderProgress> progress, CancellationToken cancellation) =>
        AgentVaults.WithAsync(services, options.VaultOf(order.Vault), async work =>
        {
            var snapshot = await work.FindAsync(order.Snapshot, order.Plan.ToString(), cancellation);
            var outcome = await work.DrillAsync(snapshot, AgentVaults.Folder(services, "drills"), progress, cancellation);
            return await AgentVaults.RetainAsync(work, options, order, outcome, cancellation);
        }, cancellation);
}
