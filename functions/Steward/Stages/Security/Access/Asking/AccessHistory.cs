using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Plans;
using Steward.Stages.Security.Access.Running;

namespace Steward.Stages.Security.Access.Asking;

/// <summary>Answers from the ledger what was, and says how it is known.</summary>
public sealed class AccessHistory(AccessFiles files, AccessLedger kept, ILedger ledger)
{
    /// <summary>What somebody could do at a time. NotFound when there was no file in force, or when its commit is not in the repository any more.</summary>
    public async Task<CouldAnswer> CouldAsync(string name, DateTimeOffset time, CancellationToken cancellation)
    {
        var repository = files.Repository ?? throw StewardException.NotFound("This Steward administers no access.");
        var evidence = await ledger.FindAsync(repository, Subject.Product(repository), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
        var moment = AccessMoment.Of(evidence, time) ?? throw StewardException.NotFound($"The ledger knows of no access file in force at {time.UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        moment = moment with { Plan = await PlanAsync(repository, evidence, moment.Planned, cancellation) };
        var settled = moment.Approved is { } approved ? (await files.SettledAsync(AccessEvidence.Text(approved, "commit"), cancellation))?.Model : null;
        var commit = AccessEvidence.CommitOf(moment.Planned)!.Value;
        var given = AccessQuestions.Could((await files.AtAsync(commit, cancellation)).Require(), name, time);
        return given with { Commit = commit, Grants = HeldGrants.Of(given, moment.Plan, settled), Known = [.. moment.Sentences()] };
    }

    // What was applied tells of a plan that the run reads again right behind it: until then the plan less what was done is what was left.
    private async Task<AccessPlan?> PlanAsync(ProductId repository, List<Evidence> evidence, Evidence newest, CancellationToken cancellation)
    {
        try
        {
            if (newest.Kind == AccessEvidence.Planned) return newest.Payload is { } payload ? (await kept.ReadAsync<PlannedAccess>(repository, payload, cancellation)).Plan : null;
            var before = evidence.TakeWhile(e => e.Id != newest.Id).LastOrDefault(e => e.Kind == AccessEvidence.Planned);
            if (before?.Payload is not { } planned || newest.Payload is not { } applied) return null;
            var left = (await kept.ReadAsync<AppliedAccess>(repository, applied, cancellation)).Left.Select(l => l.Change).ToList();
            var plan = (await kept.ReadAsync<PlannedAccess>(repository, planned, cancellation)).Plan;
            return plan with { Changes = [.. plan.Changes.Where(c => c.IsHeld || left.Contains(c))] };
        }
        catch (StewardException gone) when (gone.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }
}
