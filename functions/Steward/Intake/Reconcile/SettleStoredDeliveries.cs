using Microsoft.Extensions.Logging;
using Steward.Engine;
using Steward.Stages;

namespace Steward.Intake.Reconcile;

/// <summary>Dispatches deliveries that were stored but not started for half a minute. A bounded number a run; the next run takes the rest.</summary>
/// <param name="store">Where they are.</param>
/// <param name="settling">Dispatches them.</param>
/// <param name="options">How many at a time.</param>
/// <param name="time">Now.</param>
/// <param name="logger">Says how many there were.</param>
public sealed partial class SettleStoredDeliveries(
    IDeliveryStore store, DeliverySettling settling, IntakeOptions options, TimeProvider time, ILogger<SettleStoredDeliveries> logger)
    : IActivity<ScheduledRun, int>
{
    /// <summary>How long a delivery may be stored without being started before it counts as left over.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaxRun = 5_000;
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(50);

    /// <inheritdoc/>
    public static string Name => "SettleStoredDeliveries";

    /// <inheritdoc/>
    public async Task<int> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var settled = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.DispatchConcurrency, CancellationToken = cancellation };
        var leftOver = store.ListStoredAsync(now - Patience, cancellation).Take(MaxRun).TakeWhile(_ => time.GetUtcNow() - now < MaxDuration);
        await Parallel.ForEachAsync(leftOver, parallel, async (delivery, token) =>
        {
            if (await settling.SettleAsync(delivery, token)) Interlocked.Increment(ref settled);
        });
        if (settled > 0) LogSettled(settled);
        // The heartbeat: clock, engine and storage work, and nothing that is stored waits unseen. An alert looks for this very line.
        LogAlive(settled);
        return settled;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} deliveries had been stored and not started; they are settled now")]
    private partial void LogSettled(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Heartbeat: the stored deliveries were looked through, {Count} were settled")]
    private partial void LogAlive(int count);
}
