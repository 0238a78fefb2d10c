using Steward.Engine;
using Steward.Intake;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages;

namespace Steward.Changes;

/// <summary>Makes a change of every push to a product's default branch.</summary>
public sealed class PushHandler(IProductStore products, IOrchestrationClient engine, StageRegistry stages, TimeProvider time) : IRepositoryEventHandler
{
    private const string Branches = "refs/heads/";

    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not Pushed { After.IsNone: false } push || !push.Ref.StartsWith(Branches, StringComparison.Ordinal)) return null;
        if (await products.GetAsync(push.Product, cancellation) is not { } product || push.Ref[Branches.Length..] != product.DefaultBranch) return null;
        var change = new ChangeId(push.Product, push.After);
        var request = new ChangeRequest(change, push.Ref, push.Before, push.Actor, time.GetUtcNow(), [.. stages.OnChange]);
        var options = new StartOrchestrationOptions(ChangeInstance.IdOf(change));
        return await engine.ScheduleNewOrchestrationInstanceAsync(ChangeWorkflow.Name, request, options, cancellation);
    }
}
