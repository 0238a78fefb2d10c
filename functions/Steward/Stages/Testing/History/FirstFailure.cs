using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>Since when a test is red.</summary>
/// <param name="FirstBad">The first commit after the last green one on which it is known to fail.</param>
/// <param name="LastGood">The last green commit before; null when the history does not go back to one.</param>
/// <param name="RedCommits">On how many commits it has failed since.</param>
/// <param name="Unsure">Commits between the two on which it both passed and failed.</param>
/// <param name="NotRun">
/// Changes between the two that did not run it, each of which may as well be the one; null when that is not known.
/// </param>
public sealed record FirstFailure(CommitOutcome FirstBad, CommitOutcome? LastGood, int RedCommits, int Unsure, int? NotRun)
{
    /// <summary>Of a test's commits on one branch, newest first; null when the newest is not red.</summary>
    public static FirstFailure? Of(IReadOnlyList<CommitOutcome> newestFirst)
    {
        if (newestFirst is not [{ IsRed: true } firstBad, ..]) return null;
        var (red, unsure) = (0, 0);
        foreach (var commit in newestFirst)
        {
            if (commit.IsGreen) return new FirstFailure(firstBad, commit, red, unsure, null);
            if (commit.IsRed) (firstBad, red, unsure) = (commit, red + 1, 0);
            else unsure++;
        }

        return new FirstFailure(firstBad, null, red, unsure, null);
    }

    /// <summary>The same with the changes of the branch, newest first, of which those between that did not run it are counted.</summary>
    /// <param name="branch">The commits that were pushed, newest first; they must reach back to the last green one.</param>
    /// <param name="ran">Those that ran the test.</param>
    public FirstFailure Between(IReadOnlyList<CommitSha> branch, IReadOnlySet<CommitSha> ran)
    {
        var bad = branch.IndexOfFirst(FirstBad.Commit);
        var good = LastGood is null ? -1 : branch.IndexOfFirst(LastGood.Commit);
        if (bad < 0 || good < bad) return this;
        return this with { NotRun = branch.Skip(bad + 1).Take(good - bad - 1).Count(c => !ran.Contains(c)) };
    }
}

/// <summary>Finding commits in lists.</summary>
internal static class CommitLists
{
    public static int IndexOfFirst(this IReadOnlyList<CommitSha> commits, CommitSha wanted)
    {
        for (var i = 0; i < commits.Count; i++)
        {
            if (commits[i] == wanted) return i;
        }

        return -1;
    }
}
