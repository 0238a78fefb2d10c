using Steward.Kernel;

namespace Steward.Ledger;

/// <summary>Where the payloads lie whose digests evidence carries: content-addressed, written once.</summary>
public interface IPayloadStore
{
    /// <summary>The most bytes of one payload.</summary>
    const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Stores bytes (safe to repeat); answers with their SHA-256 in hexadecimal.</summary>
    Task<string> PutAsync(ProductId product, ReadOnlyMemory<byte> payload, CancellationToken cancellation);

    /// <summary>The bytes with a digest, checked against it; null when there are none.</summary>
    Task<byte[]?> GetAsync(ProductId product, string digest, CancellationToken cancellation);
}
