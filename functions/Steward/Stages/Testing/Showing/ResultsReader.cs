using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages.Testing.Results;
using Steward.Stages.Testing.Results.Announcements;

namespace Steward.Stages.Testing.Showing;

/// <summary>Answers what is known of the tests of one commit, whether it was received as a change or not. Every answer is bounded.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="changes">The changes.</param>
/// <param name="commits">What is known of commits.</param>
public sealed class ResultsReader(IProductStore products, IChangeStore changes, CommitFacts commits)
{
    /// <summary>The most tests of one page of one set.</summary>
    public const int MaxTests = 1_000;

    /// <summary>The most pages.</summary>
    public const int MaxPages = 10_000;

    /// <summary>What is known. NotFound for a product that is not registered, and for a set that is neither declared, announced nor reported.</summary>
    /// <param name="change">The product and the commit.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ResultsView> ReadAsync(ChangeId change, ResultsQuery query, CancellationToken cancellation)
    {
        var (set, page, count) = query;
        if (count is < 1 or > MaxTests) throw StewardException.Invalid($"count is {count}; it must be from 1 to {MaxTests}.");
        if (page is < 1 or > MaxPages) throw StewardException.Invalid($"page is {page}; it must be from 1 to {MaxPages}.");
        _ = await products.GetAsync(change.Product, cancellation) ?? throw StewardException.NotFound($"{change.Product} is not registered here.");
        var record = await changes.GetAsync(change, cancellation);
        var facts = await commits.ReadAsync(change, evidence => IsOf(evidence, set), query.NeedsPolicy, cancellation);
        var problem = facts.PolicyProblems.Count == 0 ? null : $"The policy at this commit cannot be used: {Texts.Clip(facts.PolicyProblems[0].Message, 300)}";
        var shown = new SetShowing(facts, page, count);
        var sets = ResultsCriterion.Sets(facts).Where(s => set is null || s.Set.Name == set).Select(s => shown.Show(s, ResultsCriterion.JudgeSet(s))).ToList();
        if (sets.Count == 0 && set is not null) throw StewardException.NotFound($"{change.Product} has no test set '{Texts.Clip(set, 64)}' at {change.Commit.Abbreviated}: neither its policy nor a report names one.");
        return new ResultsView(change, record?.Ref, record?.Title, [.. sets.OrderByDescending(s => s.Verdict)]) { Problem = problem };
    }

    private static bool IsOf(Evidence evidence, string? set) =>
        evidence.Kind is ResultsEvidence.Kind or AnnouncedEvidence.Kind && (set is null || (string?)evidence.Details?["set"] == set);
}

/// <summary>What is asked of the tests of a commit.</summary>
/// <param name="Set">The one set that is asked for; null: all.</param>
/// <param name="Page">The page of each set's tests, from 1.</param>
/// <param name="Count">How many tests of each set a page has, at most <see cref="ResultsReader.MaxTests"/>.</param>
public sealed record ResultsQuery(string? Set = null, int Page = 1, int Count = 100)
{
    /// <summary>Whether it is an error when the policy cannot be read now; otherwise what was announced and reported is shown without it.</summary>
    public bool NeedsPolicy { get; init; }
}
