using Steward.Gates;
using Steward.Stages.Release.Releases.Baselines;

namespace Steward.Stages.Release.Releases;

/// <summary>
/// The gate of a release, a pure function: all that the gate for changes asks of its head, judged now; that the tag is where it was, the head was let through,
/// and every other commit was processed; and what capabilities ask of releases alone.
/// </summary>
/// <remarks>
/// An earlier commit that was red when it was pushed does not block for ever: what is released is the head, which was judged as a whole
/// later. But a commit that no change has brought was looked at by nobody, and blocks.
/// </remarks>
/// <param name="ofChanges">What changes are judged by.</param>
/// <param name="ofReleases">What releases are judged by beside that.</param>
public sealed class ReleaseGate(GateCriteria ofChanges, ReleaseCriteria ofReleases)
{
    /// <summary>Judges a release.</summary>
    public VerdictNode Judge(ReleaseFacts facts) => Gate.Judge(
        [.. ofChanges, new TagCriterion(facts), new HeadCriterion(facts), new CommitsCriterion(facts), new BaselineCriterion(facts), .. ofReleases],
        facts.Head,
        $"release {facts.Request.Tag}");
}
