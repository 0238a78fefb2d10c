using Steward.Engine;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Runs one order that Steward runs itself.</summary>
public sealed class CloudBackupWorkflow : IOrchestrator<CloudOrder, RunOutcome>
{
    /// <inheritdoc/>
    public static string Name => "CloudBackup";

    /// <inheritdoc/>
    public Task<RunOutcome> RunAsync(OrchestrationContext context, CloudOrder input) => context.CallActivityAsync<RunOutcome>(RunCloudOrder.Name, input, TaskOptions.Patient);
}
