using Steward.Engine.Embedded;
using Steward.Hosting.Schedules;
using Steward.Stages;

namespace Steward.Local;

/// <summary>
/// Waits for the due times of the schedules; a run that was missed while no host was up is made up for once, where its schedule says so.
/// </summary>
internal sealed partial class ScheduleService(
    ScheduleStarter starter, EmbeddedEngine engine, TimeProvider time, ILogger<ScheduleService> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

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

    private async Task StartAsync(Schedule schedule, DateTimeOffset due, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await starter.StartAsync(schedule, due, stop);
                return;
            }
            catch (Kernel.StewardException failure) when (failure.IsRetryable)
            {
                ScheduleWaits(schedule.Name, failure.Message);
                await Task.Delay(failure.RetryAfter ?? RetryPause, time, stop);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Schedule {Schedule} waits: {Reason}")]
    private partial void ScheduleWaits(string schedule, string reason);
}
