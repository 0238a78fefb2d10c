using Steward.Intake;
using Steward.Kernel;
using Steward.Policy;
using Steward.Products;
using Steward.Source;

namespace Steward.Stages.Release.Releases;

/// <summary>Makes a release of every pushed tag that the policy takes for one.</summary>
public sealed class TagHandler(IProductStore products, ISourceCatalog sources, PolicyLoader policies, ReleaseRequests requests) : IRepositoryEventHandler
{
    private const string Tags = "refs/tags/";

    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not Pushed { After.IsNone: false } push || !push.Ref.StartsWith(Tags, StringComparison.Ordinal)) return null;
        if (await products.GetAsync(push.Product, cancellation) is null) return null;
        var tag = push.Ref[Tags.Length..];
        var source = await sources.OpenAsync(push.Product, cancellation);
        if (await source.ResolveAsync(push.Ref, cancellation) is not { } commit) return null;
        var policy = await policies.LoadAsync(new ChangeId(push.Product, commit), cancellation);
        if (!tag.StartsWith(policy.Policy.Get(ReleasePolicy.Section).TagPrefix, StringComparison.Ordinal)) return null;
        return await requests.AskAsync(push.Product, tag, commit, push.Actor, occasion: "push", cancellation);
    }
}
