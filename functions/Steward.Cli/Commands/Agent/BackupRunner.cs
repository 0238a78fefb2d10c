using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Cli.Commands.Agent;

/// <summary>Makes backups.</summary>
internal sealed class BackupRunner(CliServices services) : IOrderRunner
{
    /// <inheritdoc/>
    public OrderKind Kind => OrderKind.Backup;

    /// <inheritdoc/>
    public Task<OrderOutcome> RunAsync(AgentOrder order, AgentOptions options, IProgress<OrderProgress> progress, CancellationToken cancellation) =>
        AgentVaults.WithAsync(services, options.VaultOf(order.Vault), async work =>
        {
            var source = new AgentSources(services, options, work.Vault.Store.Address).Open(order.What);
            var outcome = await work.BackUpAsync(source, options.Name, order.Plan.ToString(), progress, cancellation);
            return await AgentVaults.RetainAsync(work, options, order, outcome, cancellation);
        }, cancellation);
}
