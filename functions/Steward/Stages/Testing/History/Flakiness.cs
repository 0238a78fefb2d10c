namespace Steward.Stages.Testing.History;

/// <summary>What can be said of a test's flakiness.</summary>
public enum FlakyVerdict
{
    /// <summary>Too few runs for a verdict.</summary>
    TooFewRuns,

    /// <summary>The same code always came to the same, for long enough.</summary>
    Steady,

    /// <summary>The same code passed and failed.</summary>
    Flaky,
}

/// <summary>
/// How flaky a test is: the share of commits on which it both passed and failed, newer commits weighing more. A test that fails on one commit and
/// passes on the next is not flaky: the code may be the reason.
/// </summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Runs">The runs that counted.</param>
/// <param name="Verdict">What can be said.</param>
/// <param name="Evidence">The commits that show both outcomes, newest first.</param>
public sealed record Flakiness(double Score, int Runs, FlakyVerdict Verdict, IReadOnlyList<CommitOutcome> Evidence)
{
    /// <summary>The least runs before a verdict.</summary>
    public const int LeastRuns = 10;

    /// <summary>A commit so many commits ago weighs half.</summary>
    public const int HalfLife = 20;

    /// <summary>Below this score a test counts as steady again: one flake is forgotten after about 55 commits.</summary>
    public const double LeastScore = 0.005;

    /// <summary>Of a test's results, newest first.</summary>
    public static Flakiness Of(IEnumerable<TimelineEntry> newestFirst)
    {
        var commits = CommitOutcome.Of(newestFirst);
        var (both, all) = (0.0, 0.0);
        for (var i = 0; i < commits.Count; i++)
        {
            var weight = Math.Pow(2, -(double)i / HalfLife);
            all += weight;
            if (commits[i].IsBoth) both += weight;
        }

        var score = all == 0 ? 0 : Math.Min(1, both / all);
        var runs = commits.Sum(c => c.Passed + c.Failed);
        var verdict = runs < LeastRuns ? FlakyVerdict.TooFewRuns : score >= LeastScore ? FlakyVerdict.Flaky : FlakyVerdict.Steady;
        return new Flakiness(Math.Round(score, 4), runs, verdict, [.. commits.Where(c => c.IsBoth)]);
    }
}
