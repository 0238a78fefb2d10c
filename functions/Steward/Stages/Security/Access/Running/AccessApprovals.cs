using Steward.Access;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Access.Plans;

namespace Steward.Stages.Security.Access.Running;

/// <summary>
/// Who approved a plan. An approval is for one digest, holds for a day, is used up when that plan was applied, and counts only while whoever gave it has the level
/// administer.
/// </summary>
public sealed class AccessApprovals(ILedger ledger, IStanding standing, TimeProvider time)
{
    private static readonly TimeSpan Holds = TimeSpan.FromDays(1);

    /// <summary>The overrides of the approval of a plan; null: nobody's counts.</summary>
    public async Task<BrakeOverrides?> FindAsync(ProductId repository, string digest, CancellationToken cancellation)
    {
        Evidence? given = null;
        await foreach (var entry in ledger.FindAsync(repository, Subject.Product(repository), cancellation))
        {
            var evidence = entry.Evidence;
            if (evidence.Kind is not (AccessEvidence.Approved or AccessEvidence.Applied) || AccessEvidence.Text(evidence, "digest") != digest) continue;
            given = evidence.Kind == AccessEvidence.Approved ? evidence : null;
        }

        if (given is null || time.GetUtcNow() - given.Time > Holds || !await MayAsync(given, cancellation)) return null;
        return new BrakeOverrides(given.Actor, AccessEvidence.List(given, "overrides"));
    }

    private async Task<bool> MayAsync(Evidence given, CancellationToken cancellation)
    {
        if (AccessLevels.Read(AccessEvidence.Text(given, "level")) != AccessLevel.Administer) return false;
        var owner = AccessEvidence.Text(given, "owner") ?? given.Actor;
        return await standing.LevelOfAsync(owner, time.GetUtcNow(), cancellation) is not { } now || now.Level == AccessLevel.Administer;
    }
}
