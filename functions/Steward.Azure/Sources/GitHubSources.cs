using Steward.Azure.GitHub;
using Steward.Products;
using Steward.Source;

namespace Steward.Azure.Sources;

/// <summary>Opens <c>github</c>: the repository of the product's own name.</summary>
internal sealed class GitHubSources(GitHubConnections connections) : ISourceFactory
{
    /// <inheritdoc/>
    public string Scheme => "github";

    /// <inheritdoc/>
    public ISource Open(Product product) => new GitHubSource(connections, product.Id);
}
