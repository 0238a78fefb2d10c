using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Releases;

/// <summary>Every other commit since the release before was processed.</summary>
/// <param name="release">The release.</param>
internal sealed class CommitsCriterion(ReleaseFacts release) : ICriterion
{
    private const int ShownPerKind = 20;

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "commits";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var others = release.Commits.Where(c => c.Sha != release.Request.Commit).ToList();
        var since = release switch
        {
            { Previous: { } previous } => $"since {previous}",
            { Baseline: { } baseline } => $"since the baseline {baseline.Commit.Abbreviated}",
            _ => "from the beginning",
        };
        if (!release.Complete)
            return new VerdictNode(Name, Verdict.Error, $"There are more than {release.Commits.Count} commits {since}: too many to follow one by one.");
        var unprocessed = others.Where(c => c.Decision is null).ToList();
        if (unprocessed.Count == 0)
            return new VerdictNode(Name, Verdict.Pass, $"Every one of the {Texts.Count(others.Count, "other commit")} {since} was processed.") { Children = [.. Red(others)] };
        var open = unprocessed.Any(c => c.StillOpen) && !release.IsPreview;
        return new VerdictNode(Name, Verdict.Missing, $"{Texts.Count(unprocessed.Count, "commit")} {since} not processed: {Texts.Some([.. unprocessed.Select(c => c.Sha.Abbreviated)])}.")
        {
            AwaitUntil = open ? release.Request.RequestedAt + release.Policy.Patience : null,
            Children = [.. unprocessed.Take(ShownPerKind).Select(Unprocessed)],
        };
    }

    private static VerdictNode Unprocessed(ReleasedCommit commit) => new(
        commit.Sha.Abbreviated,
        Verdict.Missing,
        commit.StillOpen ? "The change that brought it is still being decided." : "No change has brought it through the stages.");

    private static IEnumerable<VerdictNode> Red(IEnumerable<ReleasedCommit> commits) =>
        commits.Where(c => c.JudgedWith == c.Sha && !RecordedVerdict.Of(c.Decision!).LetsThrough()).Take(ShownPerKind).Select(c => new VerdictNode(
            c.Sha.Abbreviated,
            Verdict.NotNeeded,
            $"It was {RecordedVerdict.Of(c.Decision!)} when it was pushed (ledger entry {c.Decision!.Index}); what is released is the head, judged later."));
}
