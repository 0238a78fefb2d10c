using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>The head was let through when it was pushed. What it would be judged as now, the other nodes of the tree say.</summary>
/// <param name="release">The release.</param>
internal sealed class HeadCriterion(ReleaseFacts release) : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "head";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var name = release.Request.Commit.Abbreviated;
        return release.Commits.FirstOrDefault(c => c.Sha == release.Request.Commit) switch
        {
            { StillOpen: true } => Awaited($"The change of {name} is still being decided."),
            { Decision: { } decision } when RecordedVerdict.Of(decision) is var verdict =>
                new VerdictNode(Name, verdict, $"{name} was judged {verdict} (ledger entry {decision.Index})."),
            _ => Awaited($"No change has brought {name} through the stages: push it to the default branch."), // its push may be on its way, together with the tag's
        };
    }

    private VerdictNode Awaited(string reason) =>
        new(Name, Verdict.Missing, reason) { AwaitUntil = release.IsPreview ? null : release.Request.RequestedAt + release.Policy.Patience };
}
