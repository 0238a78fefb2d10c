using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Stages.Testing.History;

/// <summary>What a step of trimming begins with.</summary>
/// <param name="Set">The set.</param>
/// <param name="DueAt">When the housekeeping was due: the age of results is counted from it.</param>
/// <param name="Before">What is older goes; null: the policy is asked, and the first step says it.</param>
/// <param name="From">Where to go on.</param>
public sealed record TrimStep(TestSetOf Set, DateTimeOffset DueAt, DateTimeOffset? Before, int From);

/// <summary>
/// Removes what the policy does not keep of a set's history, a bounded part at a time; answers with the next step, or null. Nothing is removed
/// while the policy of the newest change cannot be read.
/// </summary>
/// <param name="history">The history.</param>
/// <param name="changes">Knows the newest change.</param>
/// <param name="policies">Reads its policy.</param>
public sealed class TrimTestHistory(ITestHistory history, IChangeStore changes, PolicyLoader policies) : IActivity<TrimStep, TrimStep?>
{
    /// <inheritdoc/>
    public static string Name => "TrimTestHistory";

    /// <inheritdoc/>
    public async Task<TrimStep?> RunAsync(TrimStep input, CancellationToken cancellation)
    {
        var (product, set) = (input.Set.Product, input.Set.Set);
        if ((input.Before ?? await BeforeAsync(input, cancellation)) is not { } before) return null;
        var next = await history.TrimAsync(product, set, before, input.From, cancellation);
        return next is { } from ? input with { Before = before, From = from } : null;
    }

    // The oldest run that stays; null when all of them do.
    private async Task<DateTimeOffset?> BeforeAsync(TrimStep input, CancellationToken cancellation)
    {
        if (await PolicyAsync(input.Set.Product, cancellation) is not { } policy) return null;
        var oldest = input.DueAt - policy.Keep;
        var kept = new HashSet<(CommitSha, int)>();
        DateTimeOffset? last = null;
        await foreach (var record in history.RunsAsync(input.Set.Product, input.Set.Set, null, RunDetails.None, cancellation))
        {
            var run = record.Run;
            if (run.At < oldest) return oldest;
            if (kept.Add((run.Commit, run.Attempt)) && kept.Count > policy.Runs) return last;
            last = run.At;
        }

        return null;
    }

    private async Task<HistoryPolicy?> PolicyAsync(ProductId product, CancellationToken cancellation)
    {
        if (await changes.ListAsync(product, cancellation).FirstOrDefaultAsync(cancellation) is not { } newest) return Default;
        var policy = (await policies.LoadAsync(newest.Id, cancellation)).Policy;
        return policy.State == PolicyState.Invalid ? null : policy.Get(HistoryPolicy.Section);
    }

    private static HistoryPolicy Default => new(HistoryPolicy.DefaultKeep, HistoryPolicy.DefaultRuns);
}
