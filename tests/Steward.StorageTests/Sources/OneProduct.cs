using Steward.Kernel;
using Steward.Products;

namespace Steward.StorageTests.Sources;

/// <summary>The registration that these tests read; nothing is written to it.</summary>
internal sealed class OneProduct(Product product) : IProductStore
{
    public Task PutAsync(Product product, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Product?> GetAsync(ProductId id, CancellationToken cancellation) => Task.FromResult(id == product.Id ? product : null);

    public IAsyncEnumerable<Product> ListAsync(CancellationToken cancellation) => new[] { product }.ToAsyncEnumerable();
}
