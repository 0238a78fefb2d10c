using Steward.Gates;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Testing.Results;

/// <summary>
/// Judges whether every test set that the policy expects has reported about this very commit, and in order. A set that never reported is
/// Missing; an empty report is Fail; nothing passes because nobody declared anything.
/// </summary>
public sealed class ResultsCriterion : ICriterion
{
    /// <inheritdoc/>
    public Stage Stage => Stage.Testing;

    /// <inheritdoc/>
    public string Name => "results";

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        var policy = facts.Policy.Get(ResultsPolicy.Section);
        var reports = ResultsEvidence.About(facts).ToLookup(r => r.Set, StringComparer.Ordinal);
        var declared = policy.Sets.Select(set => SetJudgement.Judge(set, [.. reports[set.Name]], facts.Payloads, Wait.Of(facts, policy.Deadline)));
        var others = reports.Where(r => policy.Sets.All(s => s.Name != r.Key)).Select(r => ResultsText.NotDeclared(r.Key, [.. r]));
        return policy.Sets.Count == 0
            ? new VerdictNode(Name, Verdict.Missing, ResultsText.NoSets) { Children = [.. others] }
            : VerdictNode.All(Name, declared.Concat(others));
    }
}

/// <summary>Until when reports about a change are awaited.</summary>
/// <param name="Until">The deadline; null when it is not known when the change was received.</param>
/// <param name="IsOver">True when nothing is awaited any more.</param>
internal sealed record Wait(DateTimeOffset? Until, bool IsOver)
{
    private const string Received = "change.received";

    public static Wait Of(GateFacts facts, TimeSpan deadline)
    {
        // The first receipt counts: a second delivery of the same push does not start the time again.
        var received = facts.About(Subject.Commit(facts.Commit)).FirstOrDefault(e => e.Kind == Received);
        var until = received?.Time + deadline;
        return new Wait(until, until is null || until <= facts.Now);
    }
}
