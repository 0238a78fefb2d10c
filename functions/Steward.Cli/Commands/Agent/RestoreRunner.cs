using Steward.Azure.Backups;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Snapshots;

namespace Steward.Cli.Commands.Agent;

/// <summary>Carries out restores that were asked for and approved: beside what is there, or over it where the agent was started so.</summary>
internal sealed class RestoreRunner(CliServices services) : IOrderRunner
{
    /// <inheritdoc/>
    public OrderKind Kind => OrderKind.Restore;

    /// <inheritdoc/>
    public Task<OrderOutcome> RunAsync(AgentOrder order, AgentOptions options, IProgress<OrderProgress> progress, CancellationToken cancellation)
    {
        var wanted = order.Restore ?? throw StewardException.Invalid("The order does not say where to.");
        return AgentVaults.WithAsync(services, options.VaultOf(order.Vault), async work =>
        {
            var snapshot = await work.FindAsync(order.Snapshot, order.Plan.ToString(), cancellation);
            var folder = wanted.InPlace ? PlaceOf(order, options, snapshot) : Beside(wanted.Target);
            return await work.RestoreAsync(snapshot, new RestorePlan(folder, wanted.InPlace, wanted.Include, order.What.IsInHome(folder) ? order.What.Paths[0] : null), progress, cancellation);
        }, cancellation);
    }

    private static string Beside(string target) => Path.IsPathFullyQualified(target) ? target : throw StewardException.Invalid("The target has to be a full path on this machine.");

    // One folder alone is the snapshot's root; of several each stands below its full path.
    private static string PlaceOf(AgentOrder order, AgentOptions options, SnapshotReference snapshot)
    {
        if (!options.AllowsInPlace) throw new StewardException(FailureKind.Forbidden, "This agent writes over nothing: start it with --allow-in-place.");
        if (order.What.Kind != SubjectKinds.Folder) throw StewardException.Invalid($"What is of the kind {order.What.Kind} is not restored over what is there. Restore it beside, look at it, and bring it back by its own means.");
        var paths = snapshot.Snapshot.Paths;
        return paths is [var only] && Directory.Exists(only) ? only : Path.GetPathRoot(paths[0])!;
    }
}
