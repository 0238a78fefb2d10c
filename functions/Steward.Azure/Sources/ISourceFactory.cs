using Steward.Products;
using Steward.Source;

namespace Steward.Azure.Sources;

/// <summary>Opens sources of one kind. Another kind is another factory, registered as a service.</summary>
public interface ISourceFactory
{
    /// <summary>What stands before the first colon of <see cref="Product.Source"/>: <c>git</c>, <c>github</c>.</summary>
    string Scheme { get; }

    /// <summary>The product's source; nothing is read yet. Invalid for a source string that cannot be right.</summary>
    ISource Open(Product product);
}
