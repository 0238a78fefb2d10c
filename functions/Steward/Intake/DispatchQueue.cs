using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Steward.Intake;

/// <summary>
/// Dispatches stored deliveries behind the answer, a bounded number at a time, so that a burst does not starve the intake. What does
/// not fit, fails or is waiting when the host stops stays stored, and the reconcile finds it.
/// </summary>
public sealed partial class DispatchQueue : IAsyncDisposable
{
    private readonly Channel<Delivery> _waiting;
    private readonly DeliverySettling _settling;
    private readonly ILogger<DispatchQueue> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _workers;
    private int _left;

    /// <summary>Creates the queue and starts its workers.</summary>
    public DispatchQueue(DeliverySettling settling, IntakeOptions options, ILogger<DispatchQueue> logger)
    {
        _settling = settling;
        _logger = logger;
        _waiting = Channel.CreateBounded<Delivery>(options.DispatchQueue);
        _workers = Task.WhenAll(Enumerable.Range(0, options.DispatchConcurrency).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>Hands in a stored delivery; false when there is no room: the reconcile will find it.</summary>
    public bool TryAdd(Delivery delivery)
    {
        if (_waiting.Writer.TryWrite(delivery)) return true;

        // One line a thousand: a burst must not become a burst of log lines.
        if (Interlocked.Increment(ref _left) % 1000 == 1) LogFull(_left);
        return false;
    }

    /// <summary>Stops taking deliveries and waits for those at work; what waits stays stored.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _workers;
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var delivery in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (_stop.IsCancellationRequested) return;
            try
            {
                await _settling.SettleAsync(delivery, _stop.Token);
            }
            catch (Exception failure)
            {
                // The worker lives on; the delivery is still stored.
                LogBroken(failure, delivery.Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "More deliveries come than are dispatched; {Count} so far were left to the reconcile")]
    private partial void LogFull(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dispatching delivery {DeliveryId} broke; it stays stored for the reconcile")]
    private partial void LogBroken(Exception failure, string deliveryId);
}
