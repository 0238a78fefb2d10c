using Steward.Changes;
using Steward.Products;

namespace Steward.Answers;

/// <summary>A product with its newest change.</summary>
/// <param name="Product">The product.</param>
/// <param name="Newest">Its newest change; null when none was received yet.</param>
public sealed record ProductStatus(Product Product, ChangeRecord? Newest);

/// <summary>The products, by id.</summary>
/// <param name="Products">The products.</param>
public sealed record ProductList(IReadOnlyList<ProductStatus> Products);

/// <summary>How a product is registered.</summary>
/// <param name="Source">Where its code is read: <c>git:/absolute/path</c> for a local repository, or <c>github</c>.</param>
/// <param name="DefaultBranch">The branch whose pushes are changes; null: <c>main</c>.</param>
public sealed record ProductRequest(string Source, string? DefaultBranch = null);

/// <summary>The changes of a product, newest first.</summary>
/// <param name="Changes">The changes.</param>
/// <param name="More">True when there are older ones that are not shown.</param>
public sealed record ChangeList(IReadOnlyList<ChangeRecord> Changes, bool More)
{
    /// <summary>What to ask for the older ones with; null when there are none.</summary>
    public ChangePlace? Older => More ? ChangePlace.Of(Changes[^1]) : null;
}

/// <summary>A waiver that is asked for.</summary>
/// <param name="Path">The node's path in the verdict tree: <c>change/testing/unit</c>.</param>
/// <param name="Reason">Why. It is kept for good: no personal text.</param>
/// <param name="Until">When the waiver ends.</param>
public sealed record WaiverRequest(string Path, string Reason, DateTimeOffset Until);
