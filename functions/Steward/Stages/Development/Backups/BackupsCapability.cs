using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Kernel;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Requests;
using Steward.Stages.Development.Backups.Running;
using Steward.Stages.Development.Backups.Servers;
using Steward.Stages.Development.Backups.Showing;

namespace Steward.Stages.Development.Backups;

/// <summary>
/// Backups that are proved by restoring them: plans, orders for agents and for Steward itself, drills, and restores that people ask for. The host provides <see cref="IBookStore"/> and
/// <see cref="IBackupCalendar"/>, and may provide <see cref="IBackupRunner"/> and <see cref="BackupOptions"/>.
/// </summary>
public sealed class BackupsCapability : ICapability
{
    internal const string CapabilityName = "backups";

    /// <summary>The name of the schedule.</summary>
    public const string ScheduleName = "backups";

    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => CapabilityName;

    /// <inheritdoc/>
    public void Register(CapabilityBuilder builder)
    {
        builder.Section(BackupsPolicy.Section)
            .Criterion(new BackupsCriterion())
            .Weakening<BackupsWeakening>()
            .Orchestrator<BackupsWorkflow, ScheduledRun, int>()
            .Activity<LookAfterBackups, ScheduledRun, int>()
            .Schedule(new Schedule(ScheduleName, "*/5 * * * *", BackupsWorkflow.Name, CatchUp: true))
            .Orchestrator<CloudBackupWorkflow, CloudOrder, RunOutcome>()
            .Activity<RunCloudOrder, CloudOrder, RunOutcome>();
        builder.Services.TryAddSingleton(new BackupOptions(null));
        builder.Services.TryAddSingleton<IBackupRunner, NoBackupRunner>();
        builder.Services.AddSingleton<ServersFiles>().AddSingleton<PlanCatalog>().AddSingleton<PlannedLedger>().AddSingleton<PlanTimes>()
            .AddSingleton<BookKeeper>().AddSingleton<CloudOrders>().AddSingleton<OrderPulse>()
            .AddSingleton<AgentDesk>().AddSingleton<RestoreDesk>().AddSingleton<PlanDesk>();
    }
}
