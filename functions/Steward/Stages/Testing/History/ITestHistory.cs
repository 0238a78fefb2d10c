using Steward.Kernel;

namespace Steward.Stages.Testing.History;

/// <summary>Every result of every test of every run, kept for a time.</summary>
/// <remarks>
/// Adding the same report again changes nothing, also when it was added in part before: add it again until it succeeds. Errors: Unavailable when
/// storage does not answer.
/// </remarks>
public interface ITestHistory
{
    /// <summary>The most results of a test that one answer holds.</summary>
    const int MaxEntries = 1_000;

    /// <summary>Keeps the results of a report. Several of one name are joined (<see cref="TestResult.Join"/>); the run's counts are made of them.</summary>
    Task AddAsync(TestRun run, IReadOnlyCollection<RanTest> tests, CancellationToken cancellation);

    /// <summary>The newest results of one test, by its id or full name: one read of one partition. Null when there are none.</summary>
    /// <param name="product">The product.</param>
    /// <param name="set">The set.</param>
    /// <param name="test">A <see cref="TestId"/> as text, or the full name.</param>
    /// <param name="max">The most results, at most <see cref="MaxEntries"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<TestTimeline?> FindAsync(ProductId product, string set, string test, int max, CancellationToken cancellation);

    /// <summary>The runs of a set, newest first.</summary>
    /// <param name="product">The product.</param>
    /// <param name="set">The set.</param>
    /// <param name="before">Only those before this time; null: all.</param>
    /// <param name="details">What else is read.</param>
    /// <param name="cancellation">Stops waiting.</param>
    IAsyncEnumerable<RunRecord> RunsAsync(ProductId product, string set, DateTimeOffset? before, RunDetails details, CancellationToken cancellation);

    /// <summary>The sets of which there are runs, by name.</summary>
    IAsyncEnumerable<string> SetsAsync(ProductId product, CancellationToken cancellation);

    /// <summary>The first results of a branch, as they were noted; null when nobody has noted them, or they are not kept any more.</summary>
    Task<FirstResults?> FirstAsync(ProductId product, string branch, CancellationToken cancellation);

    /// <summary>Notes the first results of a branch, unless some are noted already; answers with those that are.</summary>
    Task<FirstResults> NoteFirstAsync(ProductId product, FirstResults first, CancellationToken cancellation);

    /// <summary>
    /// Removes what is older than a time, a bounded part of it: answers with where to go on, or null when nothing is left. Safe to repeat and
    /// beside anything else.
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="set">The set.</param>
    /// <param name="before">What is older goes.</param>
    /// <param name="from">Where to go on: what the call before answered; 0 at first.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<int?> TrimAsync(ProductId product, string set, DateTimeOffset before, int from, CancellationToken cancellation);
}
