using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases.Baselines;

/// <summary>Says in the tree, and so in the passport, what history was taken over as it was, by whom and why: never silently.</summary>
/// <param name="release">The release.</param>
internal sealed class BaselineCriterion(ReleaseFacts release) : ICriterion
{
    internal const string CriterionName = "baseline";

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => CriterionName;

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts) => release.Baseline is { } baseline
        ? new VerdictNode(Name, Verdict.Pass, $"The history before Steward was {baseline.Sentence}. None of these commits was processed by itself; their files are held against the processors by release/code.")
        : new VerdictNode(Name, Verdict.NotNeeded, release.Previous is null ? "No history was taken over as it was." : "There was a release before this one.");
}
