using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>The input of a release's orchestration.</summary>
/// <param name="Product">The product.</param>
/// <param name="Tag">The tag's name.</param>
/// <param name="Commit">The commit that the tag pointed to when the release was asked for; it is checked again when it is decided.</param>
/// <param name="Actor">Who asked: by pushing the tag or by the command.</param>
/// <param name="RequestedAt">When.</param>
public sealed record ReleaseRequest(ProductId Product, string Tag, CommitSha Commit, string Actor, DateTimeOffset RequestedAt)
{
    /// <summary>The orchestrations of the processors: run over the whole tree where it has files that they have not handled, such as those from before Steward.</summary>
    public IReadOnlyList<StageStep> Steps { get; init; } = [];

    /// <summary>True where the decision is shown outside as well; a release that began before that was done goes on without.</summary>
    public bool IsShown { get; init; }

    /// <summary>True once they were run: what is left over now stays so.</summary>
    public bool IsCaughtUp { get; init; }
}

/// <summary>What was decided.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">The reason of the whole.</param>
/// <param name="PendingUntil">Until when changes of the release may still be decided; null: nothing is pending.</param>
/// <param name="Tree">The digest of the verdict tree in the payload store.</param>
public sealed record ReleaseDecision(Verdict Verdict, string Reason, DateTimeOffset? PendingUntil, string Tree)
{
    /// <summary>The steps that have to be run over the whole tree before this is a decision; nothing was recorded then.</summary>
    public IReadOnlyList<StageStep> ToCatchUp { get; init; } = [];
}

/// <summary>What <see cref="IssuePassport"/> is given.</summary>
/// <param name="Release">The release, which passed.</param>
/// <param name="Decision">Its decision.</param>
public sealed record PassportRequest(ReleaseRequest Release, ReleaseDecision Decision);

/// <summary>The kinds of evidence that releases leave.</summary>
public static class ReleaseEvidence
{
    /// <summary>A release was decided; subject: the release; payload: the verdict tree.</summary>
    public const string Decided = "release.decided";

    /// <summary>The product has a release of this name; subject: the product; details: <c>tag</c>, <c>commit</c>.</summary>
    public const string Named = "release.named";

    /// <summary>A passport was issued; subject: the release; payload: the DSSE envelope.</summary>
    public const string PassportIssued = "passport.issued";
}
