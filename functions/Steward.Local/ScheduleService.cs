using Cronos;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.Stages;

namespace Steward.Local;

/// <summary>
/// Starts the scheduled orchestrations. The instance id is made of name and due time, so that two hosts, or a second try, start a run once;
/// a run that was missed while no host was up is made up for once, where its schedule says so.
/// </summary>
internal sealed partial class ScheduleService(
    StageRegistry stages, EmbeddedEngine engine, TimeProvider time, ILogger<ScheduleService> log) : BackgroundService
{
    private static readonly TimeSpan LongestLookBack = TimeSpan.FromDays(8);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(stages.Schedules.Select(schedule => RunAsync(schedule, stoppingToken)));

    private async Task RunAsync(Schedule schedule, CancellationToken stop)
    {
        var cron = CronExpression.Parse(schedule.Cron);
        await engine.WhenActive.WaitAsync(stop);
        if (schedule.CatchUp && LastDue(cron) is { } missed) await StartAsync(schedule, missed, stop);
        while (cron.GetNextOccurrence(time.GetUtcNow(), TimeZoneInfo.Utc) is { } due)
        {
            for (TimeSpan rest; (rest = due - time.GetUtcNow()) > TimeSpan.Zero;)
                await Task.Delay(rest < TimeSpan.FromHours(1) ? rest : TimeSpan.FromHours(1), time, stop);
            await engine.WhenActive.WaitAsync(stop);
            await StartAsync(schedule, due, stop);
        }
    }

    private DateTimeOffset? LastDue(CronExpression cron)
    {
        var now = time.GetUtcNow();
        var past = cron.GetOccurrences(now - LongestLookBack, now, TimeZoneInfo.Utc).Select(o => (DateTimeOffset?)o);
        return past.LastOrDefault();
    }

    private async Task StartAsync(Schedule schedule, DateTimeOffset due, CancellationToken stop)
    {
        var id = $"{schedule.Name}:{due.UtcDateTime:yyyy-MM-dd'T'HH:mm'Z'}";
        while (true)
        {
            try
            {
                await engine.ScheduleNewOrchestrationInstanceAsync(
                    schedule.Orchestrator, new ScheduledRun(due), new StartOrchestrationOptions(id), stop);
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
