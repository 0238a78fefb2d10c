using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Intake;

/// <summary>Whether a product is registered, without asking storage for every delivery. Only "yes" is remembered: a new product counts at once.</summary>
/// <param name="products">The products.</param>
/// <param name="time">How old an answer is.</param>
public sealed class RegisteredProducts(IProductStore products, TimeProvider time)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<ProductId, long> _known = new();

    /// <summary>True when the product is registered, or was within the last minute.</summary>
    public async ValueTask<bool> ContainsAsync(ProductId product, CancellationToken cancellation)
    {
        var now = time.GetTimestamp();
        if (_known.TryGetValue(product, out var asked) && time.GetElapsedTime(asked, now) < Remembered) return true;
        if (await products.GetAsync(product, cancellation) is null)
        {
            _known.TryRemove(product, out _);
            return false;
        }

        if (_known.Count >= MaxRemembered) _known.Clear();
        _known[product] = now;
        return true;
    }
}
