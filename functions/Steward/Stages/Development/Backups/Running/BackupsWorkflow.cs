using Steward.Engine;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Looks after the backups: what is due is ordered, what went wrong is named.</summary>
public sealed class BackupsWorkflow : IOrchestrator<ScheduledRun, int>
{
    /// <inheritdoc/>
    public static string Name => "Backups";

    /// <inheritdoc/>
    public Task<int> RunAsync(OrchestrationContext context, ScheduledRun input) => context.CallActivityAsync<int>(LookAfterBackups.Name, input, TaskOptions.Patient);
}
