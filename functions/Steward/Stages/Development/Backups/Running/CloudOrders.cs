using Steward.Engine;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Plans;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>An order that Steward runs itself.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Order">The order's id.</param>
public sealed record CloudOrder(PlanKey Plan, string Order);

/// <summary>Starts the orders that Steward runs itself; each claim is an orchestration of its own, so that a second start finds the first.</summary>
public sealed class CloudOrders(IOrchestrationClient engine)
{
    /// <summary>What the ids of these orchestrations begin with.</summary>
    public const string Prefix = "backup:";

    /// <summary>Looks after the backups now; asked twice within a second, it looks once.</summary>
    public Task<string> LookAsync(DateTimeOffset now, CancellationToken cancellation) => engine.ScheduleNewOrchestrationInstanceAsync(
        BackupsWorkflow.Name, new ScheduledRun(now), new StartOrchestrationOptions($"{BackupsCapability.ScheduleName}:asked:{now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"), cancellation);

    /// <summary>Starts those that nobody runs yet.</summary>
    public async Task StartAsync(PlanKey plan, IReadOnlyList<BackupOrder> orders, CancellationToken cancellation)
    {
        foreach (var order in orders.Where(o => o.Claim is null))
            await engine.ScheduleNewOrchestrationInstanceAsync(CloudBackupWorkflow.Name, new CloudOrder(plan, order.Id), new StartOrchestrationOptions($"{Prefix}{order.Id}.{order.Attempt + 1}"), cancellation);
    }
}
