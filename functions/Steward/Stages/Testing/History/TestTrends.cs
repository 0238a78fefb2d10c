using System.Collections.Concurrent;
using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>Finds the flaky and the slowest tests of a set: candidates from what is noted with its runs, then each one's own history.</summary>
/// <param name="reader">Knows the products.</param>
/// <param name="history">The results.</param>
public sealed class TestTrends(TestHistoryReader reader, ITestHistory history)
{
    /// <summary>The most tests of an answer.</summary>
    public const int MaxTests = 100;

    private const int RunsForFlaky = 300;
    private const int RunsForSlow = 100;
    private const int AtOnce = 4;

    /// <summary>The flaky tests of a set's newest 300 runs, the flakiest first. NotFound for a set without runs.</summary>
    public async Task<FlakyList> FlakyAsync(ProductId product, string set, int count, CancellationToken cancellation)
    {
        await reader.RequireAsync(product, cancellation);
        var size = TestHistoryReader.CountOf(count, MaxTests);
        var runs = await RunsAsync(product, set, RunsForFlaky, RunDetails.Bad, cancellation);
        var candidates = FlakyCandidates.Of(runs);
        var found = new ConcurrentBag<FlakyTest>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(candidates.Take(MaxTests), options, async (id, stop) =>
        {
            if (await history.FindAsync(product, set, id.ToString(), RunsForFlaky, stop) is not { } test) return;
            var flakiness = Flakiness.Of(test.Entries);
            if (flakiness.Verdict != FlakyVerdict.Steady && flakiness.Evidence.Count > 0) found.Add(new FlakyTest(id, test.Name.FullName, flakiness));
        });
        var ordered = found.OrderByDescending(t => t.Flakiness.Verdict).ThenByDescending(t => t.Flakiness.Score).ThenBy(t => t.Name, StringComparer.Ordinal).ToList();
        return new FlakyList(set, runs.Count, [.. ordered.Take(size)], ordered.Count > size || candidates.Count > MaxTests);
    }

    /// <summary>The slowest tests of a set's newest runs, and those that became slower. NotFound for a set without runs.</summary>
    public async Task<SlowList> SlowestAsync(ProductId product, string set, int count, CancellationToken cancellation)
    {
        var registered = await reader.RequireAsync(product, cancellation);
        var size = TestHistoryReader.CountOf(count, MaxTests);
        var runs = await RunsAsync(product, set, RunsForSlow, RunDetails.Slow, cancellation);
        var ofBranch = runs.Where(r => DefaultBranch.IsDefault(registered, r.Run.Branch)).ToList();
        return SlowestTests.Of(set, ofBranch.Count > 0 ? ofBranch : runs, size);
    }

    private async Task<List<RunRecord>> RunsAsync(ProductId product, string set, int most, RunDetails details, CancellationToken cancellation)
    {
        var runs = await history.RunsAsync(product, set, null, details, cancellation).Take(most).ToListAsync(cancellation);
        return runs.Count > 0 ? runs : throw TestHistoryReader.NoRuns(product, set);
    }
}
