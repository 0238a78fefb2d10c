using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>
/// The history of tests in the tables <c>TestRuns</c> and <c>TestResults</c>; see <see cref="HistoryKeys"/>, <see cref="Generation"/> and
/// <see cref="ResultPack"/>.
/// </summary>
/// <remarks>
/// Why so. One row a test and run is too much: 200,000 results are 200,000 rows. One row a run is too wide: a history would read every test's
/// results. So tests are hashed into buckets of about 128, a bucket's results of one report are one small row, and 32 buckets are a partition,
/// so that a report is written in as few transactions as it has partitions: 64 for 200,000 tests. A partition for each bucket was measured too
/// and took as many requests as there are buckets: 9 s against 2 s for a first run, about as long for a later one. Rows are inserted and never changed, so that writers need not wait for
/// each other; wider rows of several runs would be read faster, and need a writer that reads first.
/// </remarks>
/// <param name="account">The account.</param>
public sealed class TableTestHistory(StorageAccount account) : ITestHistory
{
    private readonly TestSets _sets = new(account);
    private readonly TestRunIndex _runs = new(account);
    private readonly ResultWriter _writer = new(account);
    private readonly ResultReader _reader = new(account);
    private readonly HistoryTrimmer _trimmer = new(account);
    private readonly FirstResultsTable _firsts = new(account);

    /// <inheritdoc/>
    public async Task AddAsync(TestRun run, IReadOnlyCollection<RanTest> tests, CancellationToken cancellation)
    {
        var byId = TestFold.ById(tests);
        var generation = await _sets.ForAsync(run, (long)byId.Count * Math.Max(1, run.Shards), cancellation);
        var kept = await _runs.BeginAsync(run with { Counts = RunCounts.Of(byId.Select(t => t.Test.Result)) }, cancellation);
        await _writer.WriteAsync(kept, generation, byId, cancellation);
        await _runs.PutAsync(TestFold.Record(kept, byId), cancellation);
    }

    /// <inheritdoc/>
    public async Task<TestTimeline?> FindAsync(ProductId product, string set, string test, int max, CancellationToken cancellation)
    {
        var wanted = TestId.TryParse(test, out var id) ? id : new TestId(TestId.HashOf(test), 0);
        var keys = new TestRun(product, set, CommitSha.None, 0, "", default);
        var found = new List<FoundResults>();
        foreach (var generation in Enumerable.Reverse(await _sets.FindAsync(product, set, cancellation)))
        {
            found.Add(await _reader.FindAsync(keys, generation, wanted, Math.Clamp(max, 1, ITestHistory.MaxEntries), cancellation));
            if (found[^1].Results >= max) break;
        }

        var tests = found.SelectMany(f => f.Tests).GroupBy(t => t.Test.Id).OrderByDescending(t => t.Max(f => f.Entries[0].Entry.Run.At)).ToList();
        if (tests.Count == 0) return null;
        // A report that was begun before its set outgrew the buckets, and came again after it, is there twice.
        var entries = tests[0].SelectMany(f => f.Entries).DistinctBy(e => e.Run).Select(e => e.Entry).OrderByDescending(e => e.Run.At).Take(max);
        return new TestTimeline(tests[0].Key, await _reader.NameAsync(tests[0].First().Test, cancellation), [.. entries], [.. tests.Skip(1).Select(t => t.Key)]);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RunRecord> RunsAsync(ProductId product, string set, DateTimeOffset? before, RunDetails details, CancellationToken cancellation) =>
        _runs.ReadAsync(product, set, before, details, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> SetsAsync(ProductId product, CancellationToken cancellation) => _sets.ListAsync(product, cancellation);

    /// <inheritdoc/>
    public Task<FirstResults?> FirstAsync(ProductId product, string branch, CancellationToken cancellation) => _firsts.FindAsync(product, branch, cancellation);

    /// <inheritdoc/>
    public Task<FirstResults> NoteFirstAsync(ProductId product, FirstResults first, CancellationToken cancellation) => _firsts.NoteAsync(product, first, cancellation);

    /// <inheritdoc/>
    public async Task<int?> TrimAsync(ProductId product, string set, DateTimeOffset before, int from, CancellationToken cancellation)
    {
        var partitions = from generation in await _sets.FindAsync(product, set, cancellation)
                         from bucket in Enumerable.Range(0, generation.Buckets).Where(b => b % HistoryKeys.BucketsInGroup == 0)
                         select HistoryKeys.Group(product, set, generation.Number, bucket);
        var rest = partitions.Skip(from).Take(HistoryTrimmer.PartitionsAtOnce + 1).ToList();
        foreach (var partition in rest.Take(HistoryTrimmer.PartitionsAtOnce)) await _trimmer.TrimAsync(partition, before, cancellation);
        if (rest.Count > HistoryTrimmer.PartitionsAtOnce) return from + HistoryTrimmer.PartitionsAtOnce;
        await _runs.TrimAsync(product, set, before, cancellation);
        await _sets.ForgetAsync(product, set, before, cancellation);
        // Last: before the runs are gone, who looks for the first ones would find and note them again.
        await _firsts.ForgetAsync(product, set, before, cancellation);
        return null;
    }
}
