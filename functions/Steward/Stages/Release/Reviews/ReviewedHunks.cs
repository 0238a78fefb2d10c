using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Release.Code;
using Steward.Stages.Release.Releases;

namespace Steward.Stages.Release.Reviews;

/// <summary>
/// The processor <c>review</c>: for each commit of a hunk a pull request was approved by somebody else than who opened it and who wrote the commit, and the approval still covers the hunk.
/// Nothing is asked for where the policy does not name it.
/// </summary>
public sealed class ReviewedHunks(ISourceCatalog sources, ReviewFinder finder) : IHunkProcessor
{
    /// <inheritdoc/>
    public string Name => "review";

    /// <inheritdoc/>
    public async Task<IHunkAnswers> PrepareAsync(ReleaseCandidate candidate, IReadOnlyList<ReleasedHunk> hunks, CancellationToken cancellation)
    {
        var policy = candidate.Head.Policy.Get(CodePolicy.Section);
        if (policy.Demands.FirstOrDefault(d => d.Processor == Name) is not { } demand) return ReviewAnswers.NotAskedFor;
        var asked = hunks.Where(h => demand.AsksFor(h.Path) && !policy.Generated.Has(h.Path) && !policy.Vendored.Has(h.Path)).ToList();
        var source = await sources.OpenAsync(candidate.Request.Product, cancellation);
        var unfollowed = asked.Where(h => h.Lines.Count == 0).Select(h => h.Path).ToHashSet(StringComparer.Ordinal);
        var touching = await TouchingCommits.FindAsync(source, candidate, unfollowed, cancellation);
        var commits = asked.Select(h => (Hunk: h, Commits: CommitsOf(h, touching))).ToList();
        var (found, news) = await finder.FindAsync(candidate.Request.Product, [.. commits.SelectMany(c => c.Commits ?? []).Distinct()], cancellation);
        var versions = new ReviewedVersions(source, asked.Select(h => h.Path).ToHashSet(StringComparer.Ordinal));
        var answers = new ReviewAnswers(news);
        foreach (var (hunk, of) in commits) answers.Add(hunk, await JudgeAsync(hunk, of, found, versions, cancellation));
        return answers;
    }

    // Null: not known. Lines of an earlier release are none of this one's.
    private static List<CommitSha>? CommitsOf(ReleasedHunk hunk, ILookup<string, CommitSha>? touching) =>
        hunk.Lines.Count > 0 ? [.. hunk.Lines.Where(l => !l.IsReleased).Select(l => l.Commit).Distinct()] : touching?[hunk.Path].ToList();

    private static async Task<HunkAnswer> JudgeAsync(
        ReleasedHunk hunk, List<CommitSha>? commits, IReadOnlyDictionary<CommitSha, FoundReviews?> found, ReviewedVersions versions, CancellationToken cancellation)
    {
        if (commits is null) return Missing($"there are more than {TouchingCommits.Max} commits, too many to be followed to their reviews");
        var reviewers = new List<string>();
        foreach (var commit in commits)
        {
            if (!found.TryGetValue(commit, out var reviews)) return Missing($"there are more commits or pull requests than are followed ({ReviewFinder.MaxCommits}, {ReviewFinder.MaxPullRequests})");
            if (reviews is null) return Missing("the repository lies where there are no pull requests");
            var (by, why) = await ReviewedByAsync(hunk, commit, reviews, versions, cancellation);
            if (by is null) return Missing(why) with { Lines = LinesOf(hunk, commit) };
            reviewers.Add(by);
        }

        return reviewers.Count == 0
            ? new HunkAnswer(HunkState.NothingToDo, "no commit of this release wrote it", [])
            : new HunkAnswer(HunkState.Handled, string.Join(", ", reviewers.Distinct(StringComparer.Ordinal)), []);
    }

    private static async Task<(string? By, string Why)> ReviewedByAsync(
        ReleasedHunk hunk, CommitSha commit, FoundReviews reviews, ReviewedVersions versions, CancellationToken cancellation)
    {
        if (reviews.PullRequests.Count == 0) return (null, $"no pull request brought {commit.Abbreviated}");
        string? why = null;
        foreach (var pull in reviews.PullRequests)
        {
            foreach (var approval in pull.ApprovalsOf(commit))
            {
                if (await versions.CoversAsync(approval.Commit, commit, hunk.Path, mayBeGone: hunk.Unlined == "deleted", cancellation))
                    return ($"#{pull.PullRequest.Number} by {approval.Reviewer}", "");
                why ??= $"{commit.Abbreviated} was pushed after the approval of #{pull.PullRequest.Number} by {approval.Reviewer}";
            }

            why ??= pull.WhyNone(commit);
        }

        return (null, why!);
    }

    private static int[] LinesOf(ReleasedHunk hunk, CommitSha commit) => LineRuns.OfRuns(hunk.Lines.Where(l => l.Commit == commit).Select(l => (l.Start, l.Count)));

    private static HunkAnswer Missing(string why) => new(HunkState.Missing, why, []);
}
