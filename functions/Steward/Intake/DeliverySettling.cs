using Microsoft.Extensions.Logging;
using Steward.Kernel;

namespace Steward.Intake;

/// <summary>Dispatches one stored delivery and marks what became of it. Never throws for what can be tried again: the delivery then stays stored.</summary>
/// <param name="dispatcher">Starts what it asks for.</param>
/// <param name="store">Where it is marked.</param>
/// <param name="options">How long it may take.</param>
/// <param name="time">The clock of that.</param>
/// <param name="logger">Every line carries the delivery's id.</param>
public sealed partial class DeliverySettling(
    IDeliveryDispatcher dispatcher, IDeliveryStore store, IntakeOptions options, TimeProvider time, ILogger<DeliverySettling> logger)
{
    /// <summary>True when the delivery is settled; false when it stays stored.</summary>
    public async Task<bool> SettleAsync(Delivery delivery, CancellationToken cancellation)
    {
        using var scope = logger.BeginScope(new DeliveryScope(delivery.Id));
        using var patience = new CancellationTokenSource(options.DispatchTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var (state, reason) = await dispatcher.DispatchAsync(delivery, both.Token).WaitAsync(both.Token);
            if (state == DeliveryState.Stored) return false;
            await store.SetStateAsync(delivery, state, reason, both.Token);
            return true;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            LogLeft(patience.IsCancellationRequested ? "its dispatch took too long" : "the host stops");
        }
        catch (StewardException failure)
        {
            LogNotMarked(failure.Message);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery is left to the reconcile: {Why}")]
    private partial void LogLeft(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of the delivery could not be written, the reconcile tries again: {Why}")]
    private partial void LogNotMarked(string why);
}
