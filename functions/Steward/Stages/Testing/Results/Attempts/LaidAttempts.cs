using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Attempts;

/// <summary>The attempts of all parts that have come, laid over each other.</summary>
/// <param name="Counts">What counts together.</param>
/// <param name="Bad">Tests that are not in order, by name.</param>
/// <param name="Kept">How many tests count with an older attempt, by attempt.</param>
/// <param name="Fewer">What is wrong where the tests are not listed one by one and fewer ran than before; null otherwise.</param>
internal sealed record LaidAttempts(ReportCounts Counts, IReadOnlyList<string> Bad, IReadOnlyDictionary<int, int> Kept, string? Fewer)
{
    private static readonly Dictionary<int, int> Nothing = [];

    /// <summary>The tests that count, one by one; null when they are not listed. Read when it is asked for.</summary>
    public IReadOnlyList<TestCaseResult>? Tests => Listed.Value;

    private Lazy<IReadOnlyList<TestCaseResult>?> Listed { get; init; } = new(() => null);

    /// <summary>Lays them: a shard that is run again replaces only itself.</summary>
    public static LaidAttempts Of(IReadOnlyList<Part> come, int parts, ListedTests listed)
    {
        var all = come.SelectMany(p => p.Attempts.Where(a => a.Number <= p.Complete!.Number).Select(a => (Part: p, Attempt: a))).ToList();
        if (all.Count == come.Count) return Unlaid(come, null) with { Listed = new(() => ListOf(come, listed)) };
        var tests = all.OrderByDescending(a => a.Attempt.Number).Select(a => (a.Part, a.Attempt, Tests: listed.Of(a.Attempt))).ToList();
        if (tests.Any(t => t.Tests is null)) return Unlaid(come, come.Select(FewerThanBefore).FirstOrDefault(f => f is not null));
        var (tally, whole) = (new TestTally(), NewestWhole(come, parts));
        foreach (var (part, attempt, listing) in tests.Where(t => t.Attempt.Number >= whole)) tally.Add(attempt.Number, listing!, part.Number);
        tally.ForgetParts();
        foreach (var older in tests.Where(t => t.Attempt.Number < whole).GroupBy(t => t.Attempt.Number)) tally.Add(older.Key, older.SelectMany(t => t.Tests!));
        return new LaidAttempts(tally.Counts, tally.Bad, tally.Kept, null) { Listed = new(tally.Counted) };
    }

    private static List<TestCaseResult>? ListOf(IReadOnlyList<Part> come, ListedTests listed)
    {
        var lists = come.Select(p => listed.Of(p.Complete!)).ToList();
        return lists.Contains(null) ? null : [.. lists.SelectMany(l => l!)];
    }

    // The newest attempt in which every part came: tests may have moved from one shard to another since an older one.
    private static int NewestWhole(IReadOnlyList<Part> come, int parts)
    {
        if (come.Count < parts) return 0;
        var numbers = come.Select(p => p.Attempts.Where(a => a.IsComplete).Select(a => a.Number));
        return numbers.Aggregate((both, one) => both.Intersect(one)).DefaultIfEmpty(0).Max();
    }

    private static LaidAttempts Unlaid(IReadOnlyList<Part> come, string? fewer) => new(
        come.Aggregate(ReportCounts.None, (sum, p) => sum + p.Complete!.Counts), [.. come.SelectMany(p => p.Complete!.FirstFailed)], Nothing, fewer);

    // Which tests an older attempt had is not known, only how many: fewer may not take their place.
    private static string? FewerThanBefore(Part part)
    {
        var older = part.Attempts.Where(a => a.Number < part.Complete!.Number).MaxBy(a => a.Counts.Ran);
        return older is not null && part.Complete!.Counts.Ran < older.Counts.Ran ? ResultsText.Fewer(part.Complete, older) : null;
    }
}
