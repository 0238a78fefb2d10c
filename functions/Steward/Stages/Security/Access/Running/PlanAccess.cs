using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Reviews;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What a run is to do.</summary>
/// <param name="Repository">The access repository; null: this Steward administers no access.</param>
/// <param name="Payload">The payload with the plan; null: there is nothing to apply now.</param>
/// <param name="Changes">How many changes may be applied now.</param>
/// <param name="Sentence">How it stands, for people.</param>
public sealed record AccessRun(ProductId? Repository, string? Payload, int Changes, string Sentence);

/// <summary>Plans at this moment, leaves that in the ledger, and says whether it may be applied: because it was approved as it is now, or automatically.</summary>
public sealed class PlanAccess(AccessFiles files, AccessPlans plans, AccessApprovals approvals, AccessLedger ledger, ReviewFollowUp reviews) : IActivity<ScheduledRun, AccessRun>
{
    /// <inheritdoc/>
    public static string Name => "PlanAccess";

    /// <inheritdoc/>
    public async Task<AccessRun> RunAsync(ScheduledRun input, CancellationToken cancellation)
    {
        if (files.Repository is not { } repository) return new AccessRun(null, null, 0, "This Steward administers no access.");
        var file = await files.HeadAsync(cancellation);
        await ledger.CheckedAsync(repository, file, cancellation);
        if (file.Reading.Model is not { } model) return new AccessRun(repository, null, 0, $"{AccessModel.FileName} has problems; nothing is changed.");
        var states = await plans.ReadAsync(model, cancellation);
        AccessPlan Plan(SettledFile? settled) => plans.Plan(SettledFile.Hold(model, settled), states);
        if (await approvals.FindAsync(file, Plan, cancellation) is { } approved) return await RunAsync(repository, file, approved, cancellation);
        var settled = await files.SettledAsync(cancellation);
        var plan = Plan(settled);
        if (IsAutomatic(SettledFile.Hold(model, settled).Rules.Apply, plan)) return await RunAsync(repository, file, new PlannedAccess(file.Commit, HighGrants.HoldBack(plan)), cancellation);
        await TellAsync(repository, file, new PlannedAccess(file.Commit, plan), cancellation);
        return new AccessRun(repository, null, 0, plan.Changes.Count == 0 ? PlanText.Summary(plan) : $"{PlanText.Summary(plan)} It waits for the approval of {plan.Digest[..12]}{Why(model, settled)}.");
    }

    private async Task TellAsync(ProductId repository, AccessFileAt file, PlannedAccess planned, CancellationToken cancellation)
    {
        await ledger.PlannedAsync(repository, planned, cancellation);
        await reviews.RunAsync(file, planned.Plan, cancellation);
    }

    private async Task<AccessRun> RunAsync(ProductId repository, AccessFileAt file, PlannedAccess planned, CancellationToken cancellation)
    {
        var (plan, free) = (planned.Plan, planned.Plan.Free.Count());
        await TellAsync(repository, file, planned, cancellation);
        var payload = free == 0 ? null : await ledger.KeepAsync(repository, planned, cancellation);
        return new AccessRun(repository, payload, free, $"{PlanText.Summary(plan)}{Waiting(plan)}");
    }

    private static string Waiting(AccessPlan plan) => plan.Changes.FirstOrDefault(c => c is { IsHeld: true, Asks: not null }) is { } first
        ? $" {PlanText.Line(first)} only by approval, since {first.Asks}; 'steward access plan' shows what waits."
        : "";

    private static bool IsAutomatic(ApplyRules rules, AccessPlan plan) =>
        rules.IsAutomatic && plan.Verdict == PlanVerdict.Changes && plan.Changes.Count <= rules.Changes && !(rules.OnlyAdditions && plan.Changes.Any(c => c.IsRemoval));

    private static string Why(AccessModel head, SettledFile? settled) => (head.Rules.Apply.IsAutomatic, settled) switch
    {
        (false, _) => "",
        (_, null) => ": nobody has approved a plan yet, and the first one always waits",
        ({ }, { Model: { Rules.Apply.IsAutomatic: true } }) => ": it is beyond what may be applied automatically",
        ({ }, { } before) => $": the file that was approved last, at {before.Commit.Abbreviated}, does not let plans be applied automatically",
    };
}
