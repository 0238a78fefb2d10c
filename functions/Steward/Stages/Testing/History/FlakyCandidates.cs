namespace Steward.Stages.Testing.History;

/// <summary>Tests that may be flaky, by what is noted with runs.</summary>
public static class FlakyCandidates
{
    /// <summary>
    /// Those that did both in one run, or were not in order in one of several runs of a commit; first those for which most runs speak. Runs of
    /// which most tests failed say nothing.
    /// </summary>
    public static IReadOnlyList<TestId> Of(IEnumerable<RunRecord> runs) =>
    [
        .. runs.Where(r => !r.Run.Counts.IsMassFailure)
            .GroupBy(r => r.Run.Commit)
            .SelectMany(commit => Noted([.. commit]))
            .GroupBy(test => test.Id)
            .OrderByDescending(test => test.Count()).ThenBy(test => test.Key)
            .Select(test => test.Key),
    ];

    // A shard's tests ran again only where the same shard ran again.
    private static IEnumerable<NotedTest> Noted(List<RunRecord> commit)
    {
        var again = commit.GroupBy(r => r.Run.Shard).Where(s => s.Count() > 1).Select(s => s.Key).ToHashSet();
        return commit.SelectMany(r => r.Bad!.Where(test => test.Flaky || again.Contains(r.Run.Shard) || (r.Run.Shards > 0 && again.Contains(0))));
    }
}
