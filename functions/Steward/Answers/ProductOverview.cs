using Steward.Access;
using Steward.Changes;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Answers;

/// <summary>The products and their changes, for people.</summary>
/// <param name="products">The products.</param>
/// <param name="changes">Their changes.</param>
public sealed class ProductOverview(IProductStore products, IChangeStore changes)
{
    private const int MaxProducts = 500;
    private const int AtOnce = 8;

    /// <summary>The product. NotFound when it is not registered.</summary>
    public async Task<Product> RequireAsync(ProductId id, CancellationToken cancellation) =>
        await products.GetAsync(id, cancellation)
        ?? throw StewardException.NotFound($"{id} is not under Steward's care. Register it with 'steward products add {id}'.");

    /// <summary>The products within somebody's reach with their newest changes, by id; the first 500.</summary>
    public async Task<IReadOnlyList<ProductStatus>> ListAsync(Reach? reach, CancellationToken cancellation)
    {
        var all = new List<Product>();
        await foreach (var product in products.ListAsync(cancellation))
        {
            if (!Reach.Covers(reach, product.Id)) continue;
            all.Add(product);
            if (all.Count == MaxProducts) break;
        }

        var statuses = new ProductStatus[all.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, all.Count, options, async (i, stop) =>
            statuses[i] = new ProductStatus(all[i], (await ChangesAsync(all[i].Id, null, 1, stop)).Changes is [var newest, ..] ? newest : null));
        return statuses;
    }

    /// <summary>The newest changes of a product, or the newest of those older than a place.</summary>
    public async Task<ChangeList> ChangesAsync(ProductId id, ChangePlace? after, int count, CancellationToken cancellation)
    {
        var newest = new List<ChangeRecord>();
        await foreach (var change in after is { } place ? changes.ListAsync(id, place, cancellation) : changes.ListAsync(id, cancellation))
        {
            newest.Add(change);
            if (newest.Count > count) break;
        }

        return new ChangeList([.. newest.Take(count)], newest.Count > count);
    }
}
