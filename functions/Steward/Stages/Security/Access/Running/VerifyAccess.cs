using Steward.Engine;
using Steward.Kernel;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Reviews;

namespace Steward.Stages.Security.Access.Running;

/// <summary>What was applied.</summary>
/// <param name="Repository">The access repository.</param>
/// <param name="Payload">The payload with the plan.</param>
/// <param name="Left">The changes that were not made, by their places, with why.</param>
/// <param name="Occasion">What tells this time from another.</param>
public sealed record VerifyRequest(ProductId Repository, string Payload, IReadOnlyDictionary<int, string> Left, string Occasion)
{
    /// <summary>The first place from which on nothing was sent, because the system did not answer; null: all were sent.</summary>
    public int? SilentFrom { get; init; }
}

/// <summary>Reads the systems again and tells what of a plan is in place now. What was sent is not believed: only what is there counts.</summary>
public sealed class VerifyAccess(AccessLedger ledger, AccessFiles files, AccessPlans plans, ReviewFollowUp reviews) : IActivity<VerifyRequest, int>
{
    /// <inheritdoc/>
    public static string Name => "VerifyAccess";

    /// <inheritdoc/>
    public async Task<int> RunAsync(VerifyRequest input, CancellationToken cancellation)
    {
        var planned = await ledger.ReadAsync<PlannedAccess>(input.Repository, input.Payload, cancellation);
        var file = await files.AtAsync(planned.Commit, cancellation);
        var after = await plans.PlanAsync(SettledFile.Hold(file.Require(), await files.SettledAsync(cancellation)), BrakeOverrides.None, cancellation);
        var (done, left) = (new List<AccessChange>(), new List<LeftChange>());
        foreach (var (change, place) in planned.Plan.Free.Select((c, i) => (c, i)))
        {
            if (WhyLeft(input, after, change, place) is { } why) left.Add(why);
            else done.Add(change);
        }

        var applied = new AppliedAccess(planned.Commit, planned.Plan.Digest, done, left) { Approval = planned.Approval };
        await ledger.AppliedAsync(input.Repository, applied, $"{input.Payload} {input.Occasion}", cancellation);
        await ledger.PlannedAsync(input.Repository, new PlannedAccess(planned.Commit, after), cancellation);
        await reviews.RunAsync(file, after, cancellation);
        return left.Count;
    }

    private static LeftChange? WhyLeft(VerifyRequest input, AccessPlan after, AccessChange change, int place)
    {
        if (input.Left.TryGetValue(place, out var why)) return new LeftChange(change, why) { IsSilent = place >= input.SilentFrom };
        if (after.Unknown.Contains(change.System, StringComparer.Ordinal)) return new LeftChange(change, $"It was sent, and {change.System} could not be read again.") { IsSilent = true };
        return after.Changes.Any(c => IsSame(c, change)) ? new LeftChange(change, "It was sent, and what is there is as before.") : null;
    }

    private static bool IsSame(AccessChange one, AccessChange other) =>
        (one.System, one.Kind, one.Target, one.To) == (other.System, other.Kind, other.Target, other.To)
        && one.Subject.Equals(other.Subject, StringComparison.OrdinalIgnoreCase);
}
