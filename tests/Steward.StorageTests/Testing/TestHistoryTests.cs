using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;
using Xunit;
using TestResult = Steward.Stages.Testing.History.TestResult;

namespace Steward.StorageTests.Testing;

[Long]
public sealed class TestHistoryTests : IAsyncLifetime
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private StorageAccount _account = null!;
    private TableTestHistory _history = null!;

    public async ValueTask InitializeAsync()
    {
        _account = await Azurite.AccountAsync();
        _history = new TableTestHistory(_account);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_kept_is_told_completely()
    {
        var run = Run(1) with { Attempt = 2, Shard = 3, Shards = 4, Branch = "refs/heads/main", Actor = "token:ci" };
        var failed = new TestResult(TestOutcome.Failed, 1.2345, true, 0xfeed);
        await AddAsync(run, Test("a") with { Result = failed }, Test("b"));
        var found = await FindAsync("Cart.a");
        Assert.Equal(new TestName("s", "Cart", "a"), found!.Name);
        var entry = Assert.Single(found.Entries);
        Assert.Equal(failed, entry.Result);
        Assert.Equal(run with { Counts = new RunCounts(1, 1, 0, 0, 0, 0) }, entry.Run);
        var record = Assert.Single(await RunsAsync(RunDetails.Bad | RunDetails.Slow));
        Assert.Equal(run with { Counts = new RunCounts(1, 1, 0, 0, 1, 1.2445) }, record.Run);
        Assert.Equal(["Cart.a"], record.Bad!.Select(t => t.Name));
        Assert.Equal(["Cart.a", "Cart.b"], record.Slow!.Select(t => t.Name));
        Assert.Equal(["unit"], await _history.SetsAsync(Product, CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task The_same_report_counts_once_also_when_several_bring_it_at_once_and_later()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync(Run(1) with { At = Noon.AddSeconds(i) }, Test("a"), Test("b"))));
        await AddAsync(Run(1) with { At = Noon.AddDays(1) }, Test("a"), Test("b"));
        Assert.Single((await FindAsync("Cart.a"))!.Entries);
        Assert.InRange(Assert.Single(await RunsAsync()).Run.At, Noon, Noon.AddSeconds(8));
        await AddAsync(Run(1) with { Attempt = 2 }, Test("a"));
        Assert.Equal(2, (await FindAsync("Cart.a"))!.Entries.Count);
    }

    [Fact]
    public async Task The_first_results_of_a_branch_are_noted_once_whoever_comes_and_go_with_the_results()
    {
        var noted = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => NoteAsync("refs/heads/main", i)));
        Assert.Single(noted.Distinct());
        Assert.Equal(noted[0], await _history.FirstAsync(Product, "refs/heads/main", CancellationToken.None));
        Assert.Null(await _history.FirstAsync(Product, "refs/heads/next", CancellationToken.None));
        await NoteAsync("refs/heads/next", 9);
        Assert.Empty(await _history.SetsAsync(Product, CancellationToken.None).ToListAsync());

        await _history.TrimAsync(Product, "other", Noon.AddYears(1), 0, CancellationToken.None);
        await _history.TrimAsync(Product, "unit", Noon.AddMinutes(9), 0, CancellationToken.None);
        Assert.Null(await _history.FirstAsync(Product, "refs/heads/main", CancellationToken.None));
        Assert.Equal(Noon.AddMinutes(9), (await _history.FirstAsync(Product, "refs/heads/next", CancellationToken.None))!.At);
    }

    private Task<FirstResults> NoteAsync(string branch, int minute) =>
        _history.NoteFirstAsync(Product, new FirstResults(branch, Run(minute).Commit, "unit", Noon.AddMinutes(minute)), CancellationToken.None);

    [Fact]
    public async Task Several_writers_of_a_new_set_do_not_disturb_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => AddAsync(Run(i), [.. Enumerable.Range(0, 10 + (i * 40)).Select(t => Test($"t{t}"))])));
        for (var test = 0; test < 10; test++) Assert.Equal(30, (await FindAsync($"Cart.t{test}"))!.Entries.Count);
    }

    [Fact]
    public async Task A_set_that_outgrows_its_buckets_keeps_its_history()
    {
        await AddAsync(Run(0), Test("t1"));
        await AddAsync(Run(1), [.. Enumerable.Range(0, 3_000).Select(t => Test($"t{t}"))]);
        await AddAsync(Run(0), Test("t1"));
        Assert.Equal([Commit(1), Commit(0)], (await FindAsync("Cart.t1"))!.Entries.Select(e => e.Run.Commit));
        Assert.Single((await FindAsync("Cart.t2999"))!.Entries);
    }

    [Fact]
    public async Task Hostile_names_are_names_like_others()
    {
        TestName[] names =
        [
            new("", null, ""), new("s", "c", new string('n', 10_000)), new(new string('ü', 10_000), null, "x"), new("s", null, "a/b\\c#d?e%f'g\"h"),
            new("s", null, "\0\u0001\u001f\u007f\u0085\n"), new("s", null, "😀\u202e"), new("s", null, "half \ud800"), new("t-000000000000000000000000", null, "t-x"),
        ];
        await _history.AddAsync(Run(1), [.. names.Select((n, i) => new RanTest(n, new TestResult(TestOutcome.Passed, i, false, 0)))], CancellationToken.None);
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
        {
            foreach (var asked in new[] { name.FullName, TestId.Of(name).ToString() })
                Assert.Equal(i, Assert.Single((await FindAsync(asked))!.Entries).Result.Seconds);
        }

        var cut = (await FindAsync(names[1].FullName))!;
        Assert.Equal((TestName.MaxPart, TestId.Of(names[1])), (cut.Name.Name.Length, cut.Id));
    }

    [Fact]
    public async Task A_bucket_of_many_long_names_is_cut_into_rows_that_fit()
    {
        RanTest[] tests = [.. Enumerable.Range(0, 500).Select(i => new RanTest(new TestName(Noise(i), Noise(i + 1), Noise(i + 2)), new TestResult(TestOutcome.Passed, i, false, 0)))];
        await _history.AddAsync(Run(1), tests, CancellationToken.None);
        foreach (var i in new[] { 0, 250, 499 })
            Assert.Equal(i, (await FindAsync(TestId.Of(tests[i].Name).ToString()))!.Entries[0].Result.Seconds);
    }

    [Fact]
    public async Task Tests_of_one_full_name_are_told_apart_and_named()
    {
        RanTest[] both = [.. new[] { "linux", "windows" }.Select(suite => new RanTest(new TestName(suite, "Cart", "adds"), new TestResult(TestOutcome.Passed, 1, false, 0)))];
        await AddAsync(Run(1), both);
        await AddAsync(Run(2), both[0]);
        var found = await FindAsync("Cart.adds");
        Assert.Equal(("linux", 2), (found!.Name.Suite, found.Entries.Count));
        Assert.Equal([TestId.Of(both[1].Name)], found.Others);
        Assert.Equal("windows", (await FindAsync(TestId.Of(both[1].Name).ToString()))!.Name.Suite);
    }

    [Fact]
    public async Task Of_more_than_a_thousand_runs_the_newest_are_told_and_what_is_old_goes()
    {
        await Parallel.ForAsync(0, 1_100, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await AddAsync(Run(i), Test("a"), Test($"only{i / 1_000}")));
        var found = await FindAsync("Cart.a");
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => Commit(1_099 - i)), found!.Entries.Select(e => e.Run.Commit));
        Assert.Equal(1_100, (await RunsAsync()).Count);

        var before = Run(1_050).At;
        await Task.WhenAll(TrimAsync(before), TrimAsync(before));
        Assert.Equal(50, (await FindAsync("Cart.a"))!.Entries.Count);
        Assert.Equal(50, (await RunsAsync()).Count);
        Assert.Null(await FindAsync("Cart.only0"));
        Assert.Equal(50, (await FindAsync("Cart.only1"))!.Entries.Count);
        var rows = await (await _account.TableAsync("TestResults")).QueryAsync<global::Azure.Data.Tables.TableEntity>(select: ["RowKey"]).CountAsync();
        Assert.Equal(51, rows);
        await AddAsync(Run(0) with { At = Run(1_101).At }, Test("a"));
        Assert.Equal(51, (await FindAsync("Cart.a"))!.Entries.Count);
    }

    [Fact]
    public async Task What_nobody_kept_is_not_found()
    {
        Assert.Null(await FindAsync("Cart.a"));
        await AddAsync(Run(1));
        Assert.Null(await FindAsync("Cart.a"));
        Assert.Single(await RunsAsync());
        Assert.Empty(await _history.RunsAsync(Product, "other", null, RunDetails.None, CancellationToken.None).ToListAsync());
    }

    private static CommitSha Commit(int number) => CommitSha.Parse($"{number + 1:x40}");

    private static TestRun Run(int number) => new(Product, "unit", Commit(number), 1, Digest.Sha256($"{number}"), Noon.AddMinutes(number));

    private static RanTest Test(string name) => new(new TestName("s", "Cart", name), new TestResult(TestOutcome.Passed, 0.01, false, 0));

    // Hardly compressible, and of three bytes a character.
    private static string Noise(int seed)
    {
        var hashes = Enumerable.Range(0, 16).Select(i => Digest.Sha256($"{seed} {i}"));
        return string.Concat(string.Concat(hashes).Select((c, i) => (char)(0x4e00 + (c * 61) + (i % 97))));
    }

    private Task AddAsync(TestRun run, params RanTest[] tests) => _history.AddAsync(run, tests, CancellationToken.None);

    private Task<TestTimeline?> FindAsync(string test) => _history.FindAsync(Product, "unit", test, ITestHistory.MaxEntries, CancellationToken.None);

    private async Task<List<RunRecord>> RunsAsync(RunDetails details = RunDetails.None) =>
        await _history.RunsAsync(Product, "unit", null, details, CancellationToken.None).ToListAsync();

    private async Task TrimAsync(DateTimeOffset before)
    {
        for (int? from = 0; from is { } next;) from = await _history.TrimAsync(Product, "unit", before, next, CancellationToken.None);
    }
}
