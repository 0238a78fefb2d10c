using Steward.Access;
using Steward.Policy;

namespace Steward.Stages.Release.Approvals;

/// <summary>The policy's section <c>release.approvals</c>.</summary>
/// <param name="Count">How many people have to approve.</param>
/// <param name="Level">What they must be allowed to do.</param>
/// <param name="Expire">How long an approval holds.</param>
/// <param name="Author">Whether who pushed a change of the release may approve it.</param>
public sealed record ApprovalsPolicy(int Count, AccessLevel Level, TimeSpan Expire, bool Author)
{
    private static readonly TimeSpan DefaultExpire = TimeSpan.FromDays(7);

    /// <summary>The section.</summary>
    public static PolicySection<ApprovalsPolicy> Section { get; } = new("release.approvals", Shape, Bind);

    // A repeated approval is new evidence by the day: less than a day could not be renewed.
    private static ObjectShape Shape => new(
        "Who has to approve a release: people who did not push what it holds, about its very commit (steward approve).",
        new Field("count", new NumberShape("How many people have to approve. Default 1.", 1, 10)),
        new Field("level", new TextShape("What they must be allowed to do when they approve: approve or administer. Default approve.") { OneOf = ["approve", "administer"] }),
        new Field("expire", new DurationShape("How long an approval holds. Default 7d.", TimeSpan.FromDays(1), TimeSpan.FromDays(366))),
        new Field("author", new FlagShape("Whether who pushed a change of the release may approve it. Default false.")));

    private static ApprovalsPolicy Bind(PolicyNode node) => new(
        (int)node.Number("count", 1),
        AccessLevels.Read(node.TextOrNull("level")) ?? AccessLevel.Approve,
        node.Duration("expire", DefaultExpire),
        node.Flag("author", false));
}
