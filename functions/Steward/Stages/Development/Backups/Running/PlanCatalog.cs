using Steward.Access;
using Steward.Kernel;
using Steward.Policy;
using Steward.Products;
using Steward.Source;
using Steward.Stages.Development.Backups.Plans;
using Steward.Stages.Development.Backups.Servers;

namespace Steward.Stages.Development.Backups.Running;

/// <summary>Reads the plans in force: of the policies at the heads of the default branches, and of the file of servers.</summary>
public sealed class PlanCatalog(IProductStore products, ISourceCatalog sources, PolicyLoader policies, ServersFiles servers, BackupOptions options)
{
    /// <summary>All files. One that cannot be read hides no other.</summary>
    public async Task<IReadOnlyList<PlannedScope>> ReadAsync(CancellationToken cancellation)
    {
        var (scopes, agents) = (new List<PlannedScope>(), ServersModel.None.Agents);
        var hasAgents = true;
        if (options.Repository is { } repository)
        {
            var (scope, model) = await ServersAsync(repository, cancellation);
            scopes.Add(scope);
            (hasAgents, agents) = (model is not null, model?.Agents ?? agents);
        }

        await foreach (var product in products.ListAsync(cancellation)) scopes.Add(await OfAsync(product, hasAgents ? agents : null, cancellation));
        return scopes;
    }

    private async Task<(PlannedScope Scope, ServersModel? Model)> ServersAsync(ProductId repository, CancellationToken cancellation)
    {
        try
        {
            var reading = (await servers.HeadAsync(cancellation))!.Reading;
            if (reading.Model is not { } model)
                return (Unread($"{ServersModel.FileName}: line {reading.Problems[0].Line}: {reading.Problems[0].Message}"), null);
            var ledger = model.Ledger ?? repository;
            if (await products.GetAsync(ledger, cancellation) is null) return (Unread($"{ServersModel.FileName} names the ledger of {ledger}, which is not registered."), null);
            return (new PlannedScope(PlanKey.Servers, ledger, [.. model.Plans.Select(p => new PlannedPlan(PlanKey.OfServers(p.Name), p, ledger, null))]), model);
        }
        catch (StewardException failure)
        {
            return (Unread(failure.Message), null);
        }

        PlannedScope Unread(string problem) => new(PlanKey.Servers, repository, null) { Problem = Texts.Clip(problem, 300) };
    }

    private async Task<PlannedScope> OfAsync(Product product, IReadOnlyDictionary<string, IReadOnlyList<ProductPattern>>? agents, CancellationToken cancellation)
    {
        var scope = product.Id.ToString();
        try
        {
            var source = await sources.OpenAsync(product.Id, cancellation);
            if (await source.ResolveAsync(product.DefaultBranch, cancellation) is not { } head) return new PlannedScope(scope, product.Id, []);
            var policy = (await policies.LoadAsync(new ChangeId(product.Id, head), cancellation)).Policy;
            if (policy.State == PolicyState.Invalid) return new PlannedScope(scope, product.Id, null) { Problem = $"The policy at {head.Abbreviated} has errors." };
            var plans = policy.Get(BackupsPolicy.Section).Plans;
            if (agents is null && plans.Any(p => p.Runner != BackupPlan.Cloud)) return new PlannedScope(scope, product.Id, null) { Problem = $"{ServersModel.FileName} cannot be read, which says what agents there are." };
            return new PlannedScope(scope, product.Id, [.. plans.Select(p => new PlannedPlan(PlanKey.Of(product.Id, p.Name), p, product.Id, ProblemOf(product.Id, p, agents)))]);
        }
        catch (StewardException failure)
        {
            return new PlannedScope(scope, product.Id, null) { Problem = Texts.Clip(failure.Message, 300) };
        }
    }

    // Whoever pushes writes the policy: what an agent may be told to do by it, the file of servers says.
    private static string? ProblemOf(ProductId product, BackupPlan plan, IReadOnlyDictionary<string, IReadOnlyList<ProductPattern>>? agents)
    {
        if (PlanRules.Of(plan).Select(r => r.Problem).FirstOrDefault() is { } wrong) return wrong;
        if (plan.Runner == BackupPlan.Cloud) return null;
        if (agents?.GetValueOrDefault(plan.Runner) is not { } open) return $"There is no agent '{plan.Runner}' in {ServersModel.FileName}.";
        return open.Any(p => p.Covers(product)) ? null : $"The agent '{plan.Runner}' takes no plans of {product}: {ServersModel.FileName} does not name it there.";
    }
}
