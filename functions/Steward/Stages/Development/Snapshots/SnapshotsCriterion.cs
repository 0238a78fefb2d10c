using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Development.Snapshots;

/// <summary>The newest snapshot that covers the product is as young as the policy asks.</summary>
public sealed class SnapshotsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Development;

    /// <inheritdoc/>
    public string Name => SnapshotsCapability.CapabilityName;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var policy = facts.Policy.Get(SnapshotsPolicy.Section);
        var newest = facts.About(Subject.Product(facts.Product)).Where(e => e.Kind == SnapshotEvidence.Kind).MaxBy(e => e.Time);
        if (newest is not null && facts.Now - newest.Time < policy.MaxAge) return new VerdictNode(Name, Verdict.Pass, SnapshotsText.Fresh(newest));
        var why = newest is null ? SnapshotsText.None : SnapshotsText.TooOld(newest, facts.Now - newest.Time, policy.MaxAge);
        return policy.Required
            ? new VerdictNode(Name, Verdict.Missing, string.Concat(char.ToUpperInvariant(why[0]).ToString(), why.AsSpan(1)))
            : new VerdictNode(Name, Verdict.NotNeeded, SnapshotsText.NotRequired(why));
    }
}
