using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>The tag is where it was when the release was asked for.</summary>
/// <param name="release">The release.</param>
internal sealed class TagCriterion(ReleaseFacts release) : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "tag";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var (tag, commit) = (release.Request.Tag, release.Request.Commit);
        if (release.IsPreview) return new VerdictNode(Name, Verdict.NotNeeded, $"There is no tag yet: this is what a release of {commit.Abbreviated} would be judged as.");
        if (release.TagNow == commit) return new VerdictNode(Name, Verdict.Pass, $"{tag} points to {commit.Abbreviated}.");
        return new VerdictNode(Name, Verdict.Fail, release.TagNow is { } moved
            ? $"{tag} points to {moved.Abbreviated} now; the release of {commit.Abbreviated} was asked for. Ask again if that is meant."
            : $"There is no tag {tag} any more.");
    }
}
