using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What a run is to do.</summary>
/// <param name="Repository">The access repository; null: this Steward administers no access.</param>
/// <param name="Payload">The payload with the plan; null: there is nothing to apply now.</param>
/// <param name="Changes">How many changes may be applied now.</param>
/// <param name="Sentence">How it stands, for people.</param>
public sealed record AccessRun(ProductId? Repository, string? Payload, int Changes, string Sentence);

/// <summary>Plans at this moment, leaves that in the ledger, and says whether it may be applied: because it was approved as it is now, or automatically.</summary>
public sealed class PlanAccess(AccessOptions options, AccessFiles files, AccessPlans plans, AccessApprovals approvals, AccessLedger ledger) : IActivity<ScheduledRun, AccessRun>
{
    /// <inheritdoc/>
    public static string Name => "PlanAccess";

    /// <inheritdoc/>
    public async Task<AccessRun> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        if (options.Repository is not { } repository) return new AccessRun(null, null, 0, "This Steward administers no access.");
        var file = await files.HeadAsync(cancellation);
        await ledger.CheckedAsync(repository, file, cancellation);
        if (file.Reading.Model is not { } model) return new AccessRun(repository, null, 0, $"{AccessModel.FileName} has problems; nothing is changed.");
        var plan = await plans.PlanAsync(model, BrakeOverrides.None, cancellation);
        await ledger.PlannedAsync(repository, new PlannedAccess(file.Commit, plan), cancellation);
        if (plan.Changes.Count == 0) return new AccessRun(repository, null, 0, PlanText.Summary(plan));
        if (await approvals.FindAsync(repository, plan.Digest, cancellation) is { } approved) plan = AccessPlanner.Release(plan, approved);
        else if (!IsAutomatic(model.Rules.Apply, plan)) return new AccessRun(repository, null, 0, $"{PlanText.Summary(plan)} It waits for the approval of {plan.Digest[..12]}.");
        var free = plan.Free.Count();
        var payload = await ledger.KeepAsync(repository, new PlannedAccess(file.Commit, plan), cancellation);
        return new AccessRun(repository, free == 0 ? null : payload, free, PlanText.Summary(plan));
    }

    private static bool IsAutomatic(ApplyRules rules, AccessPlan plan) =>
        rules.IsAutomatic && plan.Verdict == PlanVerdict.Changes && plan.Changes.Count <= rules.Changes && !(rules.OnlyAdditions && plan.Changes.Any(c => c.IsRemoval));
}
