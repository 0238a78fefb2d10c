using Microsoft.Extensions.Logging;

namespace Steward.Intake;

/// <summary>Shows a delivery's event to every handler. A handler that fails leaves the delivery stored, for the reconcile to try again.</summary>
/// <param name="handlers">All handlers there are.</param>
/// <param name="logger">Where it says what was started.</param>
public sealed partial class DeliveryDispatcher(IEnumerable<IRepositoryEventHandler> handlers, ILogger<DeliveryDispatcher> logger) : IDeliveryDispatcher
{
    private readonly IRepositoryEventHandler[] _handlers = [.. handlers];

    /// <inheritdoc/>
    public async Task<(DeliveryState State, string? Reason)> DispatchAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (delivery.Event is not { } happened) return (DeliveryState.Ignored, delivery.Reason ?? "It carries no event.");
        var failed = false;
        var started = new List<string>();
        foreach (var handler in _handlers)
        {
            try
            {
                if (await handler.HandleAsync(happened, cancellation) is { } what) started.Add(what);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                // The other handlers still get their turn; the delivery stays stored, so this one gets another.
                failed = true;
                LogFailed(failure, handler.GetType().Name);
            }
        }

        return failed ? (DeliveryState.Stored, null) : Outcome(started, delivery.EventName);
    }

    private (DeliveryState State, string? Reason) Outcome(List<string> started, string eventName)
    {
        if (started.Count == 0) return (DeliveryState.Ignored, $"Nothing is set up to be started by this {eventName} event.");
        foreach (var what in started) LogStarted(what);
        return (DeliveryState.Started, null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Started: {What}")]
    private partial void LogStarted(string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Handler} failed; the delivery stays stored and is tried again by the reconcile")]
    private partial void LogFailed(Exception failure, string handler);
}
