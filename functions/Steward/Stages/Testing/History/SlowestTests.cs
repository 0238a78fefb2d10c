namespace Steward.Stages.Testing.History;

/// <summary>The slowest tests, by what is noted with runs.</summary>
public static class SlowestTests
{
    /// <summary>Of runs, newest first. Of a test's runs on one commit the longest counts; durations of failed runs do not.</summary>
    public static SlowList Of(string set, IReadOnlyList<RunRecord> newestFirst, int most)
    {
        var commits = newestFirst.Where(r => !r.Run.Counts.IsMassFailure).GroupBy(r => r.Run.Commit).Take(DurationShift.Window + 1).ToList();
        var tests = commits.SelectMany(Longest).GroupBy(t => t.Id).Select(Slow).OrderByDescending(t => t.MedianSeconds).ThenBy(t => t.Id).ToList();
        var regressions = tests.Where(t => t.Shift is { IsRegression: true }).OrderByDescending(t => t.Shift!.Newest - t.Shift.Median).Take(most);
        return new SlowList(set, commits.Count, [.. tests.Take(most)], [.. regressions], tests.Count > most);
    }

    private static IEnumerable<NotedTest> Longest(IEnumerable<RunRecord> commit) =>
        commit.SelectMany(r => r.Slow!).Where(t => !t.IsBad).GroupBy(t => t.Id).Select(t => t.MaxBy(n => n.Seconds)!);

    private static SlowTest Slow(IGrouping<TestId, NotedTest> test)
    {
        var durations = test.Select(t => t.Seconds).ToList();
        return new SlowTest(test.Key, test.First().Name, Math.Round(DurationShift.MedianOf(durations), 4), durations[0], durations.Count, DurationShift.Of(durations));
    }
}
