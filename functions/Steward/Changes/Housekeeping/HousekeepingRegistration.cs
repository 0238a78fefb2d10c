using Microsoft.Extensions.DependencyInjection;
using Steward.Changes.Checkpoints;
using Steward.Changes.Overlooked;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Housekeeping;

/// <summary>Registers with a host what Steward does by itself from time to time.</summary>
public static class HousekeepingRegistration
{
    /// <summary>
    /// Adds the housekeeping (every night at 03:30 UTC), the look for overlooked evidence (every minute) and the publishing of checkpoints
    /// (every five minutes). The host brings <see cref="IEvidenceCursors"/> and the other stores.
    /// </summary>
    public static IServiceCollection AddHousekeeping(this IServiceCollection services, TaskCatalog catalog, StageRegistry registry)
    {
        catalog.AddOrchestrator<HousekeepingWorkflow, ScheduledRun, int>()
            .AddActivity<ListPurgeRanges, ScheduledRun, PurgeRange[]>()
            .AddActivity<PurgeEnded, PurgeRange, int>()
            .AddOrchestrator<OverlookedWorkflow, ScheduledRun, int>()
            .AddActivity<ReopenOverlooked, ScheduledRun, int>()
            .AddOrchestrator<CheckpointsWorkflow, ScheduledRun, int>()
            .AddActivity<PublishCheckpoints, ScheduledRun, int>();
        registry.Schedules.Add(new Schedule("housekeeping", "30 3 * * *", HousekeepingWorkflow.Name, CatchUp: true));
        registry.Schedules.Add(new Schedule("overlooked", "* * * * *", OverlookedWorkflow.Name, CatchUp: false));
        registry.Schedules.Add(new Schedule("checkpoints", "*/5 * * * *", CheckpointsWorkflow.Name, CatchUp: true));
        return services.AddSingleton<OverlookedEvidence>();
    }
}
