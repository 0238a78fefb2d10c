namespace Steward.Stages.Testing.History;

/// <summary>A green and a red run of the same commit.</summary>
/// <param name="Green">The one in which the test passed.</param>
/// <param name="Red">The one in which it failed.</param>
internal sealed record RunPair(TestRun Green, TestRun Red)
{
    /// <summary>
    /// Of the newest commit that ran a test, when it both failed and passed there: its newest red run, and the newest green one, that of somebody else
    /// where there is one. Null otherwise.
    /// </summary>
    /// <param name="newestFirst">The test's results, newest first.</param>
    public static RunPair? OfNewestCommit(IReadOnlyList<TimelineEntry> newestFirst)
    {
        if (newestFirst.FirstOrDefault(CommitOutcome.Counts) is not { Run.Commit: var commit }) return null;
        var runs = newestFirst.Where(e => e.Run.Commit == commit && CommitOutcome.Counts(e)).ToList();
        var greens = runs.Where(e => !e.Result.IsBad).Select(e => e.Run).ToList();
        if (runs.FirstOrDefault(e => e.Result.IsBad)?.Run is not { } red || greens.Count == 0) return null;
        return new RunPair(greens.FirstOrDefault(r => r.Actor != red.Actor) ?? greens[0], red);
    }
}
