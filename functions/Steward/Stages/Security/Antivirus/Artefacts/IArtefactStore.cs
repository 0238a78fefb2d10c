using Steward.Kernel;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>What was stored.</summary>
/// <param name="Place">Its place in quarantine.</param>
/// <param name="Sha256">The SHA-256 of its content, 64 hexadecimal digits.</param>
/// <param name="Bytes">Its size.</param>
public sealed record StoredArtefact(string Place, string Sha256, long Bytes);

/// <summary>An upload that lies in quarantine.</summary>
/// <param name="Product">Whose.</param>
/// <param name="Place">Its place.</param>
/// <param name="Sha256">The SHA-256 of its content; null: it was put there by a version that did not keep it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Bytes">Its size.</param>
public sealed record QuarantinedArtefact(ProductId Product, string Place, string? Sha256, DateTimeOffset Since, long Bytes);

/// <summary>Artefacts of products: in quarantine under the place that each upload got, and behind it under their digest.</summary>
/// <remarks>Errors: Invalid for content over the limit or other than its digest says, Unavailable when storage does not answer.</remarks>
public interface IArtefactStore
{
    /// <summary>Puts content into quarantine; it is streamed, and hashed on its way. Invalid when it has more bytes than allowed; then nothing is kept.</summary>
    Task<StoredArtefact> ReceiveAsync(ProductId product, Stream content, long maxBytes, CancellationToken cancellation);

    /// <summary>Content in quarantine; null when it is not there (any more).</summary>
    Task<Stream?> OpenQuarantinedAsync(ProductId product, string place, CancellationToken cancellation);

    /// <summary>Content that has left quarantine, by its digest; null when there is none.</summary>
    Task<Stream?> OpenAsync(ProductId product, string sha256, CancellationToken cancellation);

    /// <summary>True when content of a digest has left quarantine.</summary>
    Task<bool> IsReleasedAsync(ProductId product, string sha256, CancellationToken cancellation);

    /// <summary>Everything in quarantine, or what of one product lies there, by product and place.</summary>
    IAsyncEnumerable<QuarantinedArtefact> ListQuarantinedAsync(ProductId? product, CancellationToken cancellation);

    /// <summary>
    /// Moves content out of quarantine, after it was hashed again: what comes out is what was scanned. Safe to repeat. Invalid when the content is not that of the digest.
    /// NotFound when it is in neither place.
    /// </summary>
    Task MoveAsync(ProductId product, string place, string sha256, CancellationToken cancellation);

    /// <summary>Removes content from quarantine.</summary>
    Task DiscardAsync(ProductId product, string place, CancellationToken cancellation);
}
