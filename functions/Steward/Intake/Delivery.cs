using Steward.Kernel;

namespace Steward.Intake;

/// <summary>What became of a delivery.</summary>
public enum DeliveryState
{
    /// <summary>Stored; nothing was started yet.</summary>
    Stored,

    /// <summary>Its orchestration was asked for.</summary>
    Started,

    /// <summary>Nothing is to be done; the reason says why.</summary>
    Ignored,
}

/// <summary>A webhook delivery that was authenticated and stored.</summary>
public sealed record Delivery
{
    /// <summary>GitHub's delivery id (<c>X-GitHub-Delivery</c>).</summary>
    public required string Id { get; init; }

    /// <summary>The event's name (<c>X-GitHub-Event</c>).</summary>
    public required string EventName { get; init; }

    /// <summary>The product, or null for events that belong to none (<c>ping</c>).</summary>
    public ProductId? Product { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What it says, or null when it is ignored.</summary>
    public RepositoryEvent? Event { get; init; }

    /// <summary>SHA-256 of the raw body, hexadecimal.</summary>
    public required string BodyDigest { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Why it is ignored, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Where deliveries are kept, one partition a product (and one for those without).</summary>
/// <remarks>Unavailable when storage does not answer; then the delivery must not be acknowledged.</remarks>
public interface IDeliveryStore
{
    /// <summary>
    /// Stores a delivery with its raw body durably, in one group commit with others. False when this id was stored before: the stored one
    /// stays. The body is the caller's again when the task has ended, and also when it was cancelled.
    /// </summary>
    Task<bool> AddAsync(Delivery delivery, ReadOnlyMemory<byte> body, CancellationToken cancellation);

    /// <summary>Marks what became of a delivery. Safe to repeat. NotFound when it was never stored.</summary>
    Task SetStateAsync(Delivery delivery, DeliveryState state, string? reason, CancellationToken cancellation);

    /// <summary>Deliveries of any product that are still in state Stored and came before a time, oldest first.</summary>
    IAsyncEnumerable<Delivery> ListStoredAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>The newest deliveries of a product, newest first.</summary>
    IAsyncEnumerable<Delivery> ListAsync(ProductId product, int max, CancellationToken cancellation);

    /// <summary>The raw body as it came, byte for byte. NotFound when the delivery was never stored.</summary>
    Task<byte[]> GetBodyAsync(Delivery delivery, CancellationToken cancellation);
}

/// <summary>Turns a stored delivery into orchestrations. Safe to repeat: instance ids come from the subject.</summary>
public interface IDeliveryDispatcher
{
    /// <summary>Starts what the delivery asks for; answers with the state it came to and, when ignored, the reason.</summary>
    Task<(DeliveryState State, string? Reason)> DispatchAsync(Delivery delivery, CancellationToken cancellation);
}
