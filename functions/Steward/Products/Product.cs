using Steward.Kernel;

namespace Steward.Products;

/// <summary>A repository under Steward's care.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">Where its code is read: <c>git:/absolute/path</c> for a local repository, or <c>github</c>.</param>
/// <param name="DefaultBranch">The branch whose pushes are changes: <c>main</c>.</param>
/// <param name="RegisteredAt">When it was registered.</param>
public sealed record Product(ProductId Id, string Source, string DefaultBranch, DateTimeOffset RegisteredAt);

/// <summary>The products under Steward's care.</summary>
public interface IProductStore
{
    /// <summary>Registers a product, or changes its registration. RegisteredAt of the first registration stays.</summary>
    Task PutAsync(Product product, CancellationToken cancellation);

    /// <summary>A product, or null.</summary>
    Task<Product?> GetAsync(ProductId id, CancellationToken cancellation);

    /// <summary>All products by id.</summary>
    IAsyncEnumerable<Product> ListAsync(CancellationToken cancellation);
}
