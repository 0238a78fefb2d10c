using Steward.Engine;
using Steward.Intake;
using Steward.Products;

namespace Steward.Stages.Security.Access.Running;

/// <summary>Starts a run when the access repository's default branch is pushed.</summary>
public sealed class AccessPushHandler(AccessOptions options, IProductStore products, IOrchestrationClient engine, TimeProvider time) : IRepositoryEventHandler
{
    /// <summary>What the ids of runs begin with.</summary>
    public const string Prefix = "access:";

    /// <inheritdoc/>
    public async Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
    {
        if (happened is not Pushed { After.IsNone: false } push || push.Product != options.Repository) return null;
        if (await products.GetAsync(push.Product, cancellation) is not { } product || push.Ref != $"refs/heads/{product.DefaultBranch}") return null;
        var start = new StartOrchestrationOptions($"{Prefix}push:{push.After}");
        return await engine.ScheduleNewOrchestrationInstanceAsync(AccessWorkflow.Name, new ScheduledRun(time.GetUtcNow()), start, cancellation);
    }
}
