using System.Diagnostics;
using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Kernel;
using Steward.Stages.Testing.History;
using Steward.Stages.Testing.Results.Reading;
using Steward.TestKit;

namespace Steward.Bench;

/// <summary>The results of one large run, kept; and the history of one test over a thousand runs, answered while all of them lie in the same tables.</summary>
internal sealed class HistoryBenchmark : IBenchmark
{
    private const int Large = 200_000;
    private const int Small = 1_000;
    private const int Runs = 1_000;
    private const int Reads = 21;
    private static readonly ProductId Product = ProductId.Parse("bench/history");
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "history";

    public async Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var history = new TableTestHistory(new StorageAccount(new StorageOptions { ConnectionString = storage, Prefix = Azurite.NewPrefix() }));
        var large = Tests(Large);
        var first = await SecondsAsync(() => AddAsync(history, "large", 0, large));
        var again = new List<double>();
        for (var run = 1; run <= 3; run++)
        {
            var number = run;
            again.Add(await SecondsAsync(() => AddAsync(history, "large", number, large)));
        }

        var small = Tests(Small);
        var filled = await SecondsAsync(() => Parallel.ForAsync(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (run, _) => await AddAsync(history, "small", run, small)));
        return
        [
            new Measurement($"history: first run of {Large:N0} tests stored", first, "s", false, 20),
            new Measurement($"history: a later run of {Large:N0} tests stored", Median(again), "s", false, 20),
            new Measurement($"history: runs of {Small:N0} tests stored", Runs / filled, "runs/s", true),
            new Measurement($"history: a test's {Runs:N0} runs answered, by name", await ReadAsync(history, small, byName: true), "ms", false, 100),
            new Measurement($"history: a test's {Runs:N0} runs answered, by id", await ReadAsync(history, small, byName: false), "ms", false, 100),
        ];
    }

    private static Task AddAsync(TableTestHistory history, string set, int run, RanTest[] tests)
    {
        var commit = CommitSha.Parse(Digest.Sha256($"{set} {run}"));
        return history.AddAsync(new TestRun(Product, set, commit, 1, Digest.Sha256($"report {run}"), Start.AddMinutes(run)) { Branch = "refs/heads/main", Actor = "token:ci" }, tests, default);
    }

    private static async Task<double> ReadAsync(TableTestHistory history, RanTest[] tests, bool byName)
    {
        var times = new List<double>();
        for (var i = 0; i < Reads; i++)
        {
            var name = tests[i * 31].Name;
            var test = byName ? name.FullName : TestId.Of(name).ToString();
            var start = Stopwatch.GetTimestamp();
            var found = await history.FindAsync(Product, "small", test, Runs, default);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (found?.Entries.Count != Runs) throw new InvalidOperationException($"{found?.Entries.Count} of {Runs} results of {name} were found.");
        }

        return Median(times);
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    // Durations and failures as they are: most tests are fast, one in five hundred fails.
    private static RanTest[] Tests(int number) =>
    [
        .. Enumerable.Range(0, number).Select(i => new RanTest(
            new TestName($"Company.Product.Module{i / 400}.Tests", $"Company.Product.Module{i / 400}.Tests.Feature{i / 20}Tests", $"Does_the_right_thing_in_case_{i}"),
            new TestResult(i % 500 == 7 ? TestOutcome.Failed : TestOutcome.Passed, (i * 7919 % 10_007) / 20_000.0, false, i % 500 == 7 ? 0x1234_5678_9abcUL + (ulong)i : 0))),
    ];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
