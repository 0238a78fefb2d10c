using System.Runtime.CompilerServices;
using Steward.Kernel;
using Steward.Stages.Testing.History;

namespace Steward.StorageTests.Testing.Expectations;

/// <summary>A history that counts how often lists of runs are asked for, and how many runs they hold.</summary>
internal sealed class CountedHistory(ITestHistory inner) : ITestHistory
{
    public int Asked { get; set; }

    public int Runs { get; set; }

    public Task AddAsync(TestRun run, IReadOnlyCollection<RanTest> tests, CancellationToken cancellation) => inner.AddAsync(run, tests, cancellation);

    public Task<TestTimeline?> FindAsync(ProductId product, string set, string test, int max, CancellationToken cancellation) => inner.FindAsync(product, set, test, max, cancellation);

    public async IAsyncEnumerable<RunRecord> RunsAsync(
        ProductId product, string set, DateTimeOffset? before, RunDetails details, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Asked++;
        await foreach (var run in inner.RunsAsync(product, set, before, details, cancellation))
        {
            Runs++;
            yield return run;
        }
    }

    public IAsyncEnumerable<string> SetsAsync(ProductId product, CancellationToken cancellation) => inner.SetsAsync(product, cancellation);

    public Task<FirstResults?> FirstAsync(ProductId product, string branch, CancellationToken cancellation) => inner.FirstAsync(product, branch, cancellation);

    public Task<FirstResults> NoteFirstAsync(ProductId product, FirstResults first, CancellationToken cancellation) => inner.NoteFirstAsync(product, first, cancellation);

    public Task<int?> TrimAsync(ProductId product, string set, DateTimeOffset before, int from, CancellationToken cancellation) => inner.TrimAsync(product, set, before, from, cancellation);
}
