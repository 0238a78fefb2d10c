using System.Globalization;
using Steward.Kernel;
using Steward.Products;

namespace Steward.Stages.Testing.History;

/// <summary>Answers what is known of a product's tests over time. Every answer is bounded.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="history">The results.</param>
/// <param name="branches">Tells the default branch.</param>
/// <param name="environments">Compares environments.</param>
public sealed class TestHistoryReader(IProductStore products, ITestHistory history, DefaultBranch branches, EnvironmentTraces environments)
{
    /// <summary>The most runs of a page.</summary>
    public const int MaxRuns = 100;

    private const int MaxSets = 500;

    /// <summary>The sets with their newest runs.</summary>
    public async Task<TestSetList> SetsAsync(ProductId product, CancellationToken cancellation)
    {
        await RequireAsync(product, cancellation);
        var sets = new List<TestSetStatus>();
        await foreach (var set in history.SetsAsync(product, cancellation).Take(MaxSets).WithCancellation(cancellation))
        {
            var newest = await history.RunsAsync(product, set, null, RunDetails.None, cancellation).FirstOrDefaultAsync(cancellation);
            sets.Add(new TestSetStatus(set, newest?.Run));
        }

        return new TestSetList(sets);
    }

    /// <summary>The runs of a set, newest first, or those after a place that an answer named.</summary>
    public async Task<TestRunList> RunsAsync(ProductId product, string set, string? older, int count, CancellationToken cancellation)
    {
        await RequireAsync(product, cancellation);
        var size = CountOf(count, MaxRuns);
        var runs = await history.RunsAsync(product, set, PlaceOf(older), RunDetails.Bad, cancellation).Take(size + 1).ToListAsync(cancellation);
        if (runs.Count == 0 && older is null) throw NoRuns(product, set);
        var shown = runs.Take(size).ToList();
        return new TestRunList(set, shown, runs.Count > size ? shown[^1].Run.At.UtcTicks.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The history of a test, by its id or full name. NotFound when it has none.</summary>
    public async Task<TestHistoryAnswer> TestAsync(ProductId product, string set, string test, int count, CancellationToken cancellation)
    {
        var registered = await RequireAsync(product, cancellation);
        var found = await history.FindAsync(product, set, test, CountOf(count, ITestHistory.MaxEntries), cancellation)
            ?? throw StewardException.NotFound($"The set '{Texts.Clip(set, TestSetLength)}' of {product} has no results of a test '{Texts.Clip(test, NotedTest.MaxName)}'. Give its full name, or its id from a list of tests.");
        var branch = await branches.OfAsync(registered, found.Entries, cancellation);
        var red = await RedAsync(registered, branch, cancellation);
        return new TestHistoryAnswer(
            set, found.Id, found.Name.FullName, found.Name, found.Others, [.. found.Entries.Select(Show)],
            Flakiness.Of(found.Entries), DurationShift.Of(branch), red, await EnvironmentAsync(found.Entries, branch, red, cancellation));
    }

    /// <summary>A registered product. NotFound otherwise.</summary>
    internal async Task<Product> RequireAsync(ProductId product, CancellationToken cancellation) =>
        await products.GetAsync(product, cancellation) ?? throw StewardException.NotFound($"{product} is not registered here.");

    internal static StewardException NoRuns(ProductId product, string set) =>
        StewardException.NotFound($"{product} has no runs of a test set '{Texts.Clip(set, TestSetLength)}'. Upload reports with 'steward results push', or see the sets with 'steward tests list {product}'.");

    internal static int CountOf(int count, int most) =>
        count >= 1 && count <= most ? count : throw StewardException.Invalid($"count is {count}; it must be from 1 to {most}.");

    private const int TestSetLength = 64;

    private static DateTimeOffset? PlaceOf(string? older)
    {
        if (string.IsNullOrEmpty(older)) return null;
        return long.TryParse(older, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw StewardException.Invalid("'older' is not a place in the list of runs: take it from 'older' of an answer.");
    }

    private async Task<FirstFailure?> RedAsync(Product product, IReadOnlyList<TimelineEntry> branch, CancellationToken cancellation)
    {
        var commits = CommitOutcome.Of(branch);
        if (FirstFailure.Of(commits) is not { } red) return null;
        if (red.LastGood is not { } good) return red;
        var pushed = await branches.BackToAsync(product, good.Commit, cancellation);
        // Results may have come in another order than the pushes.
        var place = pushed.Select((commit, i) => (commit, i)).ToDictionary(p => p.commit, p => p.i);
        var ordered = commits.OrderBy(c => place.GetValueOrDefault(c.Commit, int.MaxValue)).ToList();
        return FirstFailure.Of(ordered)?.Between(pushed, branch.Where(e => e.Result.Ran).Select(e => e.Run.Commit).ToHashSet());
    }

    private async Task<EnvironmentDifference?> EnvironmentAsync(
        IReadOnlyList<TimelineEntry> all, IReadOnlyList<TimelineEntry> branch, FirstFailure? red, CancellationToken cancellation)
    {
        if (RunPair.OfNewestCommit(all) is { } pair) return await environments.CompareAsync(pair.Green, pair.Red, cancellation);
        if (red?.LastGood is not { } good) return null;
        var green = branch.First(e => e.Run.Commit == good.Commit && CommitOutcome.Counts(e)).Run;
        var bad = branch.First(e => e.Run.Commit == red.FirstBad.Commit && CommitOutcome.Counts(e)).Run;
        return await environments.CompareAsync(green, bad, cancellation);
    }

    private static ShownResult Show(TimelineEntry entry)
    {
        var (run, result) = (entry.Run, entry.Result);
        return new ShownResult(
            run.Commit, run.Attempt, run.Shards == 0 ? null : $"{run.Shard}/{run.Shards}", run.At, run.Branch, result.Outcome, result.Seconds,
            result.Flaky, FailureDigest.Text(result.Failure), run.Counts.IsMassFailure);
    }
}
