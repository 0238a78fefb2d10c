using Steward.Engine;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Stages.Testing.History;

/// <summary>A test set of a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Set">The set.</param>
public sealed record TestSetOf(ProductId Product, string Set);

/// <summary>Lists the test sets that have a history, of all products.</summary>
/// <param name="products">The products.</param>
/// <param name="history">Their sets.</param>
public sealed class ListTestSets(IProductStore products, ITestHistory history) : IActivity<ScheduledRun, TestSetOf[]>
{
    private const int MaxSets = 5_000;

    /// <inheritdoc/>
    public static string Name => "ListTestSets";

    /// <inheritdoc/>
    public async Task<TestSetOf[]> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        var sets = new List<TestSetOf>();
        await foreach (var product in products.ListAsync(cancellation))
        {
            await foreach (var set in history.SetsAsync(product.Id, cancellation)) sets.Add(new TestSetOf(product.Id, set));
            if (sets.Count >= MaxSets) break;
        }

        return [.. sets.Take(MaxSets)];
    }
}
