using System.Collections.Concurrent;
using Steward.Changes;
using Steward.Kernel;
using Steward.Products;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Sparing;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Expectations;

/// <summary>
/// Counts, when a report is received, how often each new test that failed has passed on the default branch. New is a test that was not among the
/// first results of the default branch that are kept: what was there from the beginning gates from the beginning, and so does everything where the default
/// branch has no results yet.
/// </summary>
/// <param name="products">Knows the default branch.</param>
/// <param name="history">Every result. When it does not answer, the upload fails.</param>
/// <param name="changes">Knows the branch of results that came before their push.</param>
public sealed class ProbationCounter(IProductStore products, ITestHistory history, IChangeStore changes) : IReportEnricher
{
    /// <summary>The most tests that are looked up for a report; where more are not in order, none is on probation.</summary>
    public const int MaxLookups = 1_000;

    private const int MaxSets = 100;
    private const int MaxRuns = 20_000;
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public async Task<TestReport> EnrichAsync(ResultsUpload upload, TestReport report, CancellationToken cancellation)
    {
        var bad = report.Cases.Where(HasFailed).Select(TestName.Of).Distinct().Take(MaxLookups + 1).ToList();
        if (bad.Count is 0 or > MaxLookups) return report;
        if (await products.GetAsync(upload.Change.Product, cancellation) is not { } product) return report;
        var (passes, branches) = (new ConcurrentDictionary<TestName, int>(), new BranchesOfRuns(product, changes));
        if (await FirstAsync(product, branches, cancellation) is not { } first) return report;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(bad, options, async (test, stop) =>
        {
            var found = await history.FindAsync(product.Id, upload.Set, TestId.Of(test).ToString(), ITestHistory.MaxEntries, stop);
            if (await CountAsync(found?.Entries ?? [], first, branches, stop) is { } count) passes[test] = count;
        });
        return passes.IsEmpty ? report : report with { Cases = [.. report.Cases.Select(t => With(t, passes))] };
    }

    private static TestCaseResult With(TestCaseResult test, ConcurrentDictionary<TestName, int> passes) =>
        HasFailed(test) && passes.TryGetValue(TestName.Of(test), out var count) ? test with { Passes = count } : test;

    private static bool HasFailed(TestCaseResult test) => test.Outcome == TestOutcome.Failed;

    // Null: it is not new, or has passed often enough for any policy.
    private static async Task<int?> CountAsync(IReadOnlyList<TimelineEntry> entries, CommitSha first, BranchesOfRuns branches, CancellationToken cancellation)
    {
        if (entries.Count >= ITestHistory.MaxEntries || entries.Any(e => e.Run.Commit == first)) return null;
        var count = 0;
        foreach (var entry in entries.Where(e => e.Result is { Outcome: TestOutcome.Passed, Flaky: false }))
        {
            if (await branches.IsDefaultAsync(entry.Run, cancellation) && ++count == ProbationPolicy.Max) return null;
        }

        return count;
    }

    // The commit of the oldest results of the default branch, of any set; null where it has none yet. Looking for them reads every run that is kept: it is done once.
    private async Task<CommitSha?> FirstAsync(Product product, BranchesOfRuns branches, CancellationToken cancellation)
    {
        var branch = DefaultBranch.RefOf(product);
        if (await history.FirstAsync(product.Id, branch, cancellation) is { } noted) return noted.Commit;
        if (await FindFirstAsync(product.Id, branches, cancellation) is not { } run) return null;
        return (await history.NoteFirstAsync(product.Id, new FirstResults(branch, run.Commit, run.Set, run.At), cancellation)).Commit;
    }

    private async Task<TestRun?> FindFirstAsync(ProductId product, BranchesOfRuns branches, CancellationToken cancellation)
    {
        TestRun? first = null;
        await foreach (var set in history.SetsAsync(product, cancellation).Take(MaxSets).WithCancellation(cancellation))
        {
            var runs = await history.RunsAsync(product, set, null, RunDetails.None, cancellation).Take(MaxRuns).Select(r => r.Run).ToListAsync(cancellation);
            foreach (var run in Enumerable.Reverse(runs).TakeWhile(r => first is null || r.At < first.At))
            {
                if (!await branches.IsDefaultAsync(run, cancellation)) continue;
                first = run;
                break;
            }
        }

        return first;
    }
}
