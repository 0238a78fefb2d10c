using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>A report's tests by id, each once, and what is noted of them with the run.</summary>
public static class TestFold
{
    /// <summary>The tests by id; several of one name are joined.</summary>
    public static IReadOnlyList<(TestId Id, RanTest Test)> ById(IReadOnlyCollection<RanTest> tests)
    {
        var byId = new Dictionary<TestId, RanTest>(tests.Count);
        foreach (var test in tests)
        {
            var id = TestId.Of(test.Name);
            byId[id] = byId.TryGetValue(id, out var there) ? there with { Result = TestResult.Join(there.Result, test.Result) } : test;
        }

        return [.. byId.Select(t => (t.Key, t.Value)).OrderBy(t => t.Key)];
    }

    /// <summary>The run with its tests that are not in order or flaky, and its slowest.</summary>
    public static RunRecord Record(TestRun run, IReadOnlyList<(TestId Id, RanTest Test)> byId)
    {
        var bad = byId.Where(t => t.Test.Result.IsBad || t.Test.Result.Flaky).Take(RunRecord.MaxBad).Select(Note);
        var slow = byId.Where(t => t.Test.Result.Seconds > 0).OrderByDescending(t => t.Test.Result.Seconds).Take(RunRecord.MaxSlow).Select(Note);
        return new RunRecord(run, [.. bad], [.. slow]);
    }

    private static NotedTest Note((TestId Id, RanTest Test) test)
    {
        var result = test.Test.Result;
        return new NotedTest(test.Id, Texts.Clip(test.Test.Name.FullName, NotedTest.MaxName), result.IsBad, result.Flaky, Math.Round(result.Seconds, 4));
    }
}
