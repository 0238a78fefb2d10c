using Steward.Gates;
using Steward.Kernel;
using Steward.Policy;

namespace Steward.Stages.Release.Rules;

/// <summary>A release is judged by the policy at its own commit; where that asks for less than at the release before, somebody has to have waived it by name.</summary>
public sealed class RulesCriterion : ICriterion
{
    internal const string CriterionName = "rules";

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => CriterionName;

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (facts.Latest(RulesCompared.Kind) is not { } evidence) return new VerdictNode(Name, Verdict.Missing, "The policy was not compared with that of the release before. Ask for the release again.");
        if (facts.Payload<RulesCompared>(evidence) is not { } compared) return new VerdictNode(Name, Verdict.Error, "How the policy differs from that of the release before cannot be read any more.");
        var before = CommitSha.TryParse(evidence.Details?["base"]?.GetValue<string>(), out var sha) ? sha : CommitSha.None;
        if (compared.Changes.Count == 0)
            return new VerdictNode(Name, Verdict.Pass, before.IsNone ? "There was no release before this one." : $"The policy asks no less of releases than at the one before, {before.Abbreviated}.");
        var judged = compared.Changes.GroupBy(c => c.Key, StringComparer.Ordinal).Select(g => new VerdictNode(g.Key, Verdict.Fail,
            $"{g.Key} asks for less than at the release before, {before.Abbreviated}: {string.Join("; ", g.Take(10).Select(Sentence))}."
            + $" If that is meant, waive it with 'steward waive {facts.Product} {facts.Commit.Abbreviated} release/{Name}/{g.Key} --reason WHY --until DAY'."));
        return VerdictNode.All(Name, judged);
    }

    private static string Sentence(RuleChange change) => change.What.Length == 0 ? $"was {change.Was}, is {change.Is}" : $"{change.What} was {change.Was}, is {change.Is}";
}
