using Microsoft.Extensions.Logging;
using Steward.Kernel;

namespace Steward.Intake;

/// <summary>
/// Takes webhooks in: authenticate, parse, store, then answer; what the delivery starts is started behind the answer.
/// It never throws for what a sender sends, nor when storage does not answer.
/// </summary>
/// <param name="reader">Authenticates and parses.</param>
/// <param name="products">Which repositories are products.</param>
/// <param name="store">Where deliveries are kept.</param>
/// <param name="queue">Where they are dispatched.</param>
/// <param name="logger">Every line about a delivery carries its id.</param>
public sealed partial class IntakeService(
    WebhookReader reader, RegisteredProducts products, IDeliveryStore store, DispatchQueue queue, ILogger<IntakeService> logger)
{
    /// <summary>Takes one webhook in. The body may be reused when the task has ended.</summary>
    /// <param name="request">The headers.</param>
    /// <param name="body">The raw body.</param>
    /// <param name="cancellation">Ends the waiting for storage; the delivery may then be stored all the same, and nothing is acknowledged.</param>
    public Task<IntakeResult> ReceiveAsync(WebhookRequest request, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var delivery = reader.Read(request, body.Span, out var refusal);
        if (delivery is not null) return KeepAsync(delivery, body, cancellation);
        if (refusal!.Refusal == IntakeRefusal.NotSigned) return Task.FromResult(RefuseUnsigned());
        LogRefused(refusal.Sentence);
        return Task.FromResult(refusal);
    }

    /// <summary>The refusal of a request whose signature is not even one: its body need not be read.</summary>
    public IntakeResult RefuseUnsigned()
    {
        LogUnsigned();
        return WebhookReader.RefusedAsNotSigned;
    }

    private async Task<IntakeResult> KeepAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var scope = logger.BeginScope(new DeliveryScope(delivery.Id));
        try
        {
            delivery = await SortAsync(delivery, cancellation);
            var added = await store.AddAsync(delivery, body, cancellation);
            if (added && delivery.State == DeliveryState.Stored) await queue.HandInAsync(delivery, cancellation);
            LogTaken(delivery.EventName, delivery.Product, delivery.State, !added);
            return IntakeResult.Taken(new IntakeAnswer(delivery.Id, delivery.State, delivery.Reason, Duplicate: !added));
        }
        catch (StewardException failure) when (failure.IsRetryable)
        {
            LogNotStored(failure, delivery.EventName);
            return NotStored(failure.RetryAfter);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            LogNotStored(null, delivery.EventName);
            return NotStored(null);
        }
    }

    private async ValueTask<Delivery> SortAsync(Delivery delivery, CancellationToken cancellation) =>
        delivery is { State: DeliveryState.Stored, Product: { } product, Event: not { IsAnswered: true } } && !await products.ContainsAsync(product, cancellation)
            ? delivery with { State = DeliveryState.Ignored, Event = null, Reason = $"{product} is not a registered product." }
            : delivery;

    private static IntakeResult NotStored(TimeSpan? retryAfter) => IntakeResult.Refused(
        IntakeRefusal.NotStored, "The delivery could not be stored and is not acknowledged. Send it again later.", retryAfter ?? TimeSpan.FromSeconds(5));

    [LoggerMessage(Level = LogLevel.Debug, Message = "{EventName} of {Product} is {State} (received before: {Duplicate})")]
    private partial void LogTaken(string eventName, ProductId? product, DeliveryState state, bool duplicate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signed webhook was refused: {Sentence}")]
    private partial void LogRefused(string sentence);

    // Anybody can cause this line, so it is no warning.
    [LoggerMessage(Level = LogLevel.Information, Message = "A webhook without a right signature was refused")]
    private partial void LogUnsigned();

    [LoggerMessage(Level = LogLevel.Error, Message = "A {EventName} delivery could not be stored and was not acknowledged")]
    private partial void LogNotStored(Exception? failure, string eventName);
}
