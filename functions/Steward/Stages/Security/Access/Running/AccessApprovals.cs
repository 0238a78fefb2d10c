using System.Text.Json.Nodes;
using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Files;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// Who approved a plan. An approval is for one digest, holds for a day, is used up when that plan was applied but for what a silent system left, and counts only while
/// whoever gave it administers Steward: by the file at the head, and by the one that was approved before.
/// </summary>
public sealed class AccessApprovals(ILedger ledger, AccessLedger kept, AccessFiles files, AccessOptions options, TimeProvider time)
{
    private static readonly TimeSpan Holds = TimeSpan.FromDays(1);

    /// <summary>Approves a plan in the caller's name, and with it settles the file at the head. Forbidden for who may not, naming the file that says so.</summary>
    public async Task<Evidence> GiveAsync(SeenPlan seen, IReadOnlyList<string> overrides, Caller caller, CancellationToken cancellation)
    {
        if (Refusal(seen.Head, seen.Settled, caller) is { } why) throw new StewardException(FailureKind.Forbidden, why);
        var repository = options.Require();
        var last = await ledger.FindAsync(repository, Subject.Product(repository), cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind is AccessEvidence.Approved or AccessEvidence.Applied, cancellation);
        var evidence = Make(seen, overrides, caller, last?.Evidence.Id);
        await ledger.AppendAsync(repository, [evidence], cancellation);
        return evidence;
    }

    /// <summary>
    /// The plan as its approval let it through, with the overrides; null: nobody's counts. An approval is for the plan by the rules that were settled before it, and a plan is
    /// asked for by them.
    /// </summary>
    public async Task<PlannedAccess?> FindAsync(AccessFileAt head, Func<SettledFile?, AccessPlan> plan, CancellationToken cancellation)
    {
        var (given, rest) = await NewestAsync(cancellation);
        if (given is null || time.GetUtcNow() - given.Time > Holds) return null;
        var before = await files.SettledAsync(AccessEvidence.Text(given, "settled"), cancellation);
        var planned = plan(before);
        if (Refusal(head, before, CallerOf(given)) is not null || !await CoversAsync(given, rest, planned, cancellation)) return null;
        return new PlannedAccess(head.Commit, AccessPlanner.Release(planned, new BrakeOverrides(given.Actor, AccessEvidence.List(given, "overrides")))) { Approval = given.Id };
    }

    // The newest approval that is not used up, and what applying it has left.
    private async Task<(Evidence? Given, Evidence? Remaining)> NewestAsync(CancellationToken cancellation)
    {
        (Evidence? Given, Evidence? Remaining) found = (null, null);
        var repository = options.Require();
        await foreach (var entry in ledger.FindAsync(repository, Subject.Product(repository), cancellation))
        {
            var evidence = entry.Evidence;
            if (evidence.Kind == AccessEvidence.Approved) found = (evidence, null);
            else if (evidence.Kind == AccessEvidence.Applied && found.Given is { } given && IsBy(evidence, given))
                found = AccessEvidence.Number(evidence, "silent") > 0 ? (given, evidence) : (null, null);
        }

        return found;
    }

    private static bool IsBy(Evidence applied, Evidence given) => AccessEvidence.Text(applied, "approval") is { } id
        ? id == given.Id
        : AccessEvidence.Text(applied, "digest") == AccessEvidence.Text(given, "digest");

    // What a silent system left of an approved plan was approved with it: each of its changes, of the same file.
    private async Task<bool> CoversAsync(Evidence given, Evidence? rest, AccessPlan planned, CancellationToken cancellation)
    {
        if (rest is null) return AccessEvidence.Text(given, "digest") == planned.Digest;
        var applied = await kept.ReadAsync<AppliedAccess>(options.Require(), rest.Payload!, cancellation);
        var left = applied.Silent.Select(KeyOf).ToHashSet();
        return (await files.AtAsync(applied.Commit, cancellation)).Reading.Model?.Digest == planned.File && planned.Changes.All(c => left.Contains(KeyOf(c)));
    }

    private static (string, string, string, string, string?, string?) KeyOf(AccessChange change) =>
        (change.System, change.Kind, change.Subject, change.Target, change.From, change.To);

    private string? Refusal(AccessFileAt head, SettledFile? settled, Caller caller)
    {
        var (now, who) = (time.GetUtcNow(), caller.Owner ?? caller.Name);
        if (caller.Level < AccessLevel.Administer) return $"Approving a plan asks for the level administer; {caller.Name} has {caller.Level.Word()}.";
        if (!FileLevels.IsPerson(who)) return null;
        if (!FileLevels.IsAdministrator(head.Require(), who, now)) return $"{AccessModel.FileName} at the head, {head.Commit.Abbreviated}, does not let {who} administer: approving a plan asks for that.";
        if (settled is null || (settled.Model is { } model && FileLevels.IsAdministrator(model, who, now))) return null;
        return $"{AccessModel.FileName} as it was approved last, at {settled.Commit.Abbreviated}, does not let {who} administer, only the one at the head does: nobody raises himself. Somebody whom both let administer has to approve.";
    }

    private static Caller CallerOf(Evidence given) =>
        new(given.Actor, AccessLevels.Read(AccessEvidence.Text(given, "level")) ?? AccessLevel.Read) { Owner = AccessEvidence.Text(given, "owner") };

    private Evidence Make(SeenPlan seen, IReadOnlyList<string> overrides, Caller caller, string? before)
    {
        var (subject, now, digest) = (Subject.Product(options.Require()), time.GetUtcNow(), seen.Plan.Digest);
        return new Evidence
        {
            Id = Evidence.IdFor(AccessEvidence.Approved, subject, $"{digest} {caller.Name} {string.Join(',', overrides)} {now:yyyy-MM-dd} after {before}"),
            Time = now,
            Actor = caller.Name,
            Kind = AccessEvidence.Approved,
            Subject = subject,
            Outcome = EvidenceOutcome.Pass,
            Summary = $"{caller.Name} approved the plan {digest[..12]}{(overrides.Count == 0 ? "" : $", overriding {string.Join(", ", overrides)}")}.",
            Details = new JsonObject
            {
                ["digest"] = digest, ["commit"] = seen.Head.Commit.ToString(), ["settled"] = seen.Settled?.Commit.ToString(), ["level"] = caller.Level.Word(), ["by"] = caller.Name,
                ["owner"] = caller.Owner, ["overrides"] = new JsonArray([.. overrides.Select(o => JsonValue.Create(o))]),
            },
        };
    }
}

/// <summary>A plan as whoever approves it has seen it.</summary>
/// <param name="Head">The file that it comes from.</param>
/// <param name="Settled">The file that was settled then; null: none.</param>
/// <param name="Plan">The plan.</param>
public sealed record SeenPlan(AccessFileAt Head, SettledFile? Settled, AccessPlan Plan);
