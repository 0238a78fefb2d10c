using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Housekeeping;

/// <summary>Registers the housekeeping with a host.</summary>
public static class HousekeepingRegistration
{
    /// <summary>Adds the housekeeping's tasks, and its schedule: every night at 03:30 UTC.</summary>
    public static IServiceCollection AddHousekeeping(this IServiceCollection services, TaskCatalog catalog, StageRegistry registry)
    {
        catalog.AddOrchestrator<HousekeepingWorkflow, ScheduledRun, int>()
            .AddActivity<ListPurgeRanges, ScheduledRun, PurgeRange[]>()
            .AddActivity<PurgeEnded, PurgeRange, int>();
        registry.Schedules.Add(new Schedule("housekeeping", "30 3 * * *", HousekeepingWorkflow.Name, CatchUp: true));
        return services;
    }
}
