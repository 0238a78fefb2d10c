using Steward.Engine;
using Steward.Stages;

namespace Steward.Changes.Housekeeping;

/// <summary>
/// Removes orchestrations that nobody asks for any more: the schedules leave one a minute. Range by range, each in steps of a few hundred, so
/// that no step takes long and a run ends. What is left over is the next night's.
/// </summary>
public sealed class HousekeepingWorkflow : IOrchestrator<ScheduledRun, int>
{
    private const int MaxSteps = 200;

    /// <inheritdoc/>
    public static string Name => "Housekeeping";

    /// <inheritdoc/>
    public async Task<int> RunAsync(OrchestrationContext context, ScheduledRun input)
    {
        var ranges = await context.CallActivityAsync<PurgeRange[]>(ListPurgeRanges.Name, input, TaskOptions.Patient);
        var (purged, steps) = (0, 0);
        foreach (var range in ranges)
        {
            for (var isFull = true; isFull && steps < MaxSteps; steps++)
            {
                var done = await context.CallActivityAsync<int>(PurgeEnded.Name, range, TaskOptions.Patient);
                purged += done;
                isFull = done >= PurgeEnded.MaxPurged;
            }
        }

        return purged;
    }
}

/// <summary>Orchestrations that may go.</summary>
/// <param name="Prefix">The beginning of their ids.</param>
/// <param name="EndedBefore">Only those to which nothing has happened since.</param>
public sealed record PurgeRange(string Prefix, DateTimeOffset EndedBefore);
