using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Steward.Functions.Durable;
using Steward.Hosting.Schedules;

namespace Steward.Functions.Triggers;

/// <summary>Timers: one for each schedule of the shared table, with its times; a test holds them together. Seconds stand before the five fields, UTC.</summary>
/// <param name="clients">Learns the engine's client.</param>
/// <param name="starter">Starts what is due.</param>
internal sealed class TimerTriggers(DurableClients clients, ScheduleStarter starter)
{
    [Function("ReconcileTimer")]
    public Task Reconcile([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("reconcile", client, cancellation);

    [Function("OverlookedTimer")]
    public Task Overlooked([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("overlooked", client, cancellation);

    [Function("CheckpointsTimer")]
    public Task Checkpoints([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("checkpoints", client, cancellation);

    [Function("SnapshotTimer")]
    public Task Snapshot([TimerTrigger("0 0 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("snapshot", client, cancellation);

    [Function("HousekeepingTimer")]
    public Task Housekeeping([TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("housekeeping", client, cancellation);

    [Function("SignaturesTimer")]
    public Task Signatures([TimerTrigger("0 20 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("signatures", client, cancellation);

    [Function("QuarantineTimer")]
    public Task Quarantine([TimerTrigger("0 40 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("quarantine", client, cancellation);

    [Function("TestHistoryTimer")]
    public Task TestHistory([TimerTrigger("0 45 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("testhistory", client, cancellation);

    [Function("SeatsTimer")]
    public Task Seats([TimerTrigger("0 15 5 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("seats", client, cancellation);

    [Function("BackupsTimer")]
    public Task Backups([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("backups", client, cancellation);

    [Function("AccessTimer")]
    public Task Access([TimerTrigger("0 20 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("access", client, cancellation);

    [Function("AccessReviewTimer")]
    public Task AccessReview([TimerTrigger("0 15 5 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        StartAsync("accessreview", client, cancellation);

    private Task<string> StartAsync(string schedule, DurableTaskClient client, CancellationToken cancellation)
    {
        clients.Use(client);
        return starter.StartDueAsync(schedule, cancellation);
    }
}
