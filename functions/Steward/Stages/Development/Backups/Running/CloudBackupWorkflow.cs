using Steward.Engine;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Runs one order that Steward runs itself, then looks again: a backup is drilled as soon as it is there.</summary>
public sealed class CloudBackupWorkflow : IOrchestrator<CloudOrder, RunOutcome>
{
    /// <inheritdoc/>
    public static string Name => "CloudBackup";

    /// <inheritdoc/>
    public async Task<RunOutcome> RunAsync(OrchestrationContext context, CloudOrder input)
    {
        var outcome = await context.CallActivityAsync<RunOutcome>(RunCloudOrder.Name, input, TaskOptions.Patient);
        // It looks at what is due at its own moment; a time in its input would say nothing.
        await context.CallActivityAsync<int>(LookAfterBackups.Name, new ScheduledRun(DateTimeOffset.UnixEpoch), TaskOptions.Patient);
        return outcome;
    }
}
