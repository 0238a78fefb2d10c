using Steward.Azure.GitHub;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Development.Backups.Running;
using Steward.Vault.Sources.Git;

namespace Steward.Hosting.Backups;

/// <summary>The repositories that Steward itself backs up. Its GitHub App opens those of registered products, and no other.</summary>
/// <param name="products">The products.</param>
/// <param name="clones">The way to what lies on GitHub; null: this Steward is no GitHub App.</param>
public sealed class CloudRepositories(IProductStore products, GitHubClones? clones)
{
    private const string GitFolder = "git:";

    /// <summary>The repository of a plan, with what opens it.</summary>
    public async Task<GitPlace> PlaceOfAsync(OrderOfPlan order, CancellationToken cancellation)
    {
        var named = order.What.What.Paths;
        if (order.Plan.IsOfServers)
            return named is [var address] ? await NamedAsync(address, cancellation) : throw StewardException.Invalid($"The plan {order.Plan} has to name one repository in what.paths.");
        // A policy names no other repository than the product's own: whoever pushes writes it.
        if (named.Count > 0) throw StewardException.Invalid($"The plan {order.Plan} names a repository. A policy backs up its own: leave what.paths out, or write the plan into steward-backups.yaml.");
        var product = await products.GetAsync(order.Ledger, cancellation) ?? throw StewardException.NotFound($"{order.Ledger} is not registered.");
        if (product.Source.StartsWith(GitFolder, StringComparison.Ordinal)) return GitPlace.Parse(product.Source[GitFolder.Length..]);
        return clones is null ? GitPlace.Parse($"https://github.com/{product.Id}.git") : await clones.OpenAsync(product.Id, clones.AddressOf(product.Id), cancellation);
    }

    private async Task<GitPlace> NamedAsync(string address, CancellationToken cancellation) =>
        clones?.ProductOf(address) is { } id && await products.GetAsync(id, cancellation) is { } product && !product.Source.StartsWith(GitFolder, StringComparison.Ordinal)
            ? await clones.OpenAsync(product.Id, address, cancellation)
            : GitPlace.Parse(address);
}
