using Cronos;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Hosting.Schedules;

/// <summary>
/// Starts the run of a schedule that is due. The instance id is made of name and due time, so that two hosts, or a second try, start a run once.
/// </summary>
/// <param name="stages">The one table of schedules.</param>
/// <param name="engine">Runs them.</param>
/// <param name="time">The clock.</param>
public sealed class ScheduleStarter(StageRegistry stages, IOrchestrationClient engine, TimeProvider time)
{
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(8);

    // A timer of another clock may fire a little before its time.
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(5);

    /// <summary>The schedules.</summary>
    public IEnumerable<Schedule> Schedules => stages.Schedules;

    /// <summary>Starts the run of the newest due time that is not after now (5 s early counts as due); gives its instance id.</summary>
    /// <exception cref="InvalidOperationException">There is no schedule of that name: a trigger for something that was removed.</exception>
    public Task<string> StartDueAsync(string name, CancellationToken cancellation)
    {
        var schedule = stages.Schedules.FirstOrDefault(s => s.Name == name) ?? throw new InvalidOperationException($"There is no schedule '{name}'.");
        var due = LastDue(schedule, time.GetUtcNow() + Early) ?? throw new InvalidOperationException($"The schedule '{name}' has not been due for days.");
        return StartAsync(schedule, due, cancellation);
    }

    /// <summary>Starts the run of a due time; gives its instance id: <c>name:2026-11-23T02:00Z</c>.</summary>
    public Task<string> StartAsync(Schedule schedule, DateTimeOffset due, CancellationToken cancellation) => engine.ScheduleNewOrchestrationInstanceAsync(
        schedule.Orchestrator, new ScheduledRun(due), new StartOrchestrationOptions($"{schedule.Name}:{due.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}"), cancellation);

    /// <summary>The newest due time not after a time; null when there was none within eight days.</summary>
    public static DateTimeOffset? LastDue(Schedule schedule, DateTimeOffset time)
    {
        var past = CronExpression.Parse(schedule.Cron).GetOccurrences(time - LongestLookBack, time, TimeZoneInfo.Utc, toInclusive: true);
        return past.Select(o => (DateTimeOffset?)o).LastOrDefault();
    }

    /// <summary>The next due time after a time; null when there is none.</summary>
    public static DateTimeOffset? NextDue(Schedule schedule, DateTimeOffset time) =>
        CronExpression.Parse(schedule.Cron).GetNextOccurrence(time, TimeZoneInfo.Utc);
}
