using Steward.Kernel;
using Steward.Products;
using Steward.Source;

namespace Steward.Azure.Sources;

/// <summary>Opens a product's source with the factory of its scheme.</summary>
internal sealed class SourceCatalog(IProductStore products, IEnumerable<ISourceFactory> factories) : ISourceCatalog
{
    private readonly Dictionary<string, ISourceFactory> _factories = factories.ToDictionary(f => f.Scheme, StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<ISource> OpenAsync(ProductId product, CancellationToken cancellation)
    {
        var registered = await products.GetAsync(product, cancellation)
            ?? throw StewardException.NotFound($"{product} is not registered. Register it first.");
        var scheme = registered.Source.Split(':', 2)[0];
        return _factories.TryGetValue(scheme, out var factory)
            ? factory.Open(registered)
            : throw StewardException.Invalid(
                $"This host cannot read sources of kind '{Texts.Clip(scheme, 40)}' as {product} has; it reads: {string.Join(", ", _factories.Keys.Order())}.");
    }
}
