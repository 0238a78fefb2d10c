using Steward.Policy;

namespace Steward.Stages.Development.Snapshots;

/// <summary>What the policy says about snapshots: <c>development.snapshots</c>.</summary>
/// <param name="MaxAge">How old the newest snapshot may be.</param>
/// <param name="Required">Whether a change needs one.</param>
public sealed record SnapshotsPolicy(TimeSpan MaxAge, bool Required)
{
    /// <summary>How old the newest snapshot may be where the policy does not say.</summary>
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromHours(48);

    /// <summary>The section.</summary>
    public static PolicySection<SnapshotsPolicy> Section { get; } = new(
        "development.snapshots",
        new ObjectShape(
            "Snapshots of Steward's own tables, in which the product's ledger lies.",
            new Field("maxAge", new DurationShape("How old the newest snapshot may be; default 48h.", TimeSpan.FromHours(1), TimeSpan.FromDays(90))),
            new Field("required", new FlagShape("Whether a change needs a snapshot that is young enough; default true."))),
        node => new SnapshotsPolicy(node.Duration("maxAge", DefaultMaxAge), node.Flag("required", true)));
}
