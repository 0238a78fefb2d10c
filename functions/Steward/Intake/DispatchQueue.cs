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
    private readonly bool _isBeforeAnswer;
    private int _left;

    /// <summary>Creates the queue and starts its workers.</summary>
    public DispatchQueue(DeliverySettling settling, IntakeOptions options, ILogger<DispatchQueue> logger)
    {
        _settling = settling;
        _logger = logger;
        _isBeforeAnswer = options.DispatchBeforeAnswer;
        _waiting = Channel.CreateBounded<Delivery>(options.DispatchQueue);
        _workers = Task.WhenAll(Enumerable.Range(0, options.DispatchConcurrency).Select(_ => Task.Run(WorkAsync)));
    }

    /// <summary>
    /// Hands in a stored delivery. It is dispatched behind the answer, or before it where <see cref="IntakeOptions.DispatchBeforeAnswer"/> says so; what
    /// finds no room, fails or takes too long stays stored for the reconcile, and never throws.
    /// </summary>
    public Task HandInAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (_isBeforeAnswer) return SettleAsync(delivery, cancellation);

        // One line a thousand: a burst must not become a burst of log lines.
        if (!_waiting.Writer.TryWrite(delivery) && Interlocked.Increment(ref _left) % 1000 == 1) LogFull(_left);
        return Task.CompletedTask;
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
            await SettleAsync(delivery, _stop.Token);
        }
    }

    private async Task SettleAsync(Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            await _settling.SettleAsync(delivery, cancellation);
        }
        catch (Exception failure)
        {
            // The worker lives on, the sender gets his answer; the delivery is still stored.
            LogBroken(failure, delivery.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "More deliveries come than are dispatched; {Count} so far were left to the reconcile")]
    private partial void LogFull(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Dispatching delivery {DeliveryId} broke; it stays stored for the reconcile")]
    private partial void LogBroken(Exception failure, string deliveryId);
}
