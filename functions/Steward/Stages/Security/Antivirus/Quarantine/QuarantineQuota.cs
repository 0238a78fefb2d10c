using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Stages.Security.Antivirus.Quarantine;

/// <summary>Lets uploads of registered products in as long as quarantine has room for them: who sends what is never clean must not fill the storage.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="store">Where artefacts lie.</param>
/// <param name="limits">How much is held.</param>
public sealed class QuarantineQuota(IProductStore products, IArtefactStore store, QuarantineLimits limits)
{
    private const double Megabyte = 1024 * 1024;

    /// <summary>Before an upload. NotFound for a product that is not registered, Conflict when there is no room for another one.</summary>
    public async Task EnsureRoomAsync(ProductId product, CancellationToken cancellation)
    {
        _ = await products.GetAsync(product, cancellation) ?? throw StewardException.NotFound($"{product} is not registered here.");
        var (uploads, bytes) = await HeldAsync(product, cancellation);
        if (uploads >= limits.Uploads || bytes >= limits.Bytes) throw Full(product, uploads, bytes);
    }

    /// <summary>When an upload lies there. Conflict when it is more than there is room for.</summary>
    public async Task EnsureFitsAsync(ProductId product, CancellationToken cancellation)
    {
        var (uploads, bytes) = await HeldAsync(product, cancellation);
        if (uploads > limits.Uploads || bytes > limits.Bytes) throw Full(product, uploads, bytes);
    }

    private async Task<(int Uploads, long Bytes)> HeldAsync(ProductId product, CancellationToken cancellation)
    {
        var (uploads, bytes) = (0, 0L);
        await foreach (var held in store.ListQuarantinedAsync(product, cancellation)) (uploads, bytes) = (uploads + 1, bytes + held.Bytes);
        return (uploads, bytes);
    }

    private StewardException Full(ProductId product, int uploads, long bytes) => new(
        FailureKind.Conflict,
        FormattableString.Invariant($"Quarantine is full for {product}: {Texts.Count(uploads, "upload")} of {bytes / Megabyte:0.#} MB lie there, and it holds {limits.Uploads} and {limits.Bytes / Megabyte:0.#} MB. ")
        + $"What is not clean goes after {SweepQuarantine.Keeps.TotalDays:0} days, or when somebody who may approve gives 'steward artefacts empty {product}'.");
}
