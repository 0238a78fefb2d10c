using Steward.Engine.Embedded;
using Steward.Hosting;
using Steward.Hosting.Schedules;
using Steward.Stages;

namespace Steward.Local;

/// <summary>
/// Waits for the due times of the schedules; a run that was missed while no host was up is made up for once, where its schedule says so.
/// </summary>
internal sealed class ScheduleService(ScheduleStarter starter, EmbeddedEngine engine, TimeProvider time, Persistence persistence) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(starter.Schedules.Select(schedule => RunAsync(schedule, stoppingToken)));

    private async Task RunAsync(Schedule schedule, CancellationToken stop)
    {
        await engine.WhenActive.WaitAsync(stop);
        if (schedule.CatchUp && ScheduleStarter.LastDue(schedule, time.GetUtcNow()) is { } missed) await StartAsync(schedule, missed, stop);
        while (ScheduleStarter.NextDue(schedule, time.GetUtcNow()) is { } due)
        {
            for (TimeSpan rest; (rest = due - time.GetUtcNow()) > TimeSpan.Zero;) await Task.Delay(rest < LongestWait ? rest : LongestWait, time, stop);
            await engine.WhenActive.WaitAsync(stop);
            await StartAsync(schedule, due, stop);
        }
    }

    private Task StartAsync(Schedule schedule, DateTimeOffset due, CancellationToken stop) =>
        persistence.UntilDoneAsync($"The schedule {schedule.Name}", () => starter.StartAsync(schedule, due, stop), stop);
}
