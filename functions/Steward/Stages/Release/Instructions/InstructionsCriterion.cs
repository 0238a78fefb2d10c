using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages.Release.Instructions;

/// <summary>Judges whether every instruction was carried out for this very commit: one node an item, nested ones below the one they stand below.</summary>
public sealed class InstructionsCriterion : ICriterion
{
    private const int MaxProblems = 20;

    /// <inheritdoc/>
    public Stage Stage => Stage.Release;

    /// <inheritdoc/>
    public string Name => "instructions";

    /// <inheritdoc/>
    public bool IsAlwaysDemanded => true;

    /// <inheritdoc/>
    public VerdictNode Judge(GateFacts facts)
    {
        if (!facts.Policy.Has(InstructionsPolicy.Section)) return new VerdictNode(Name, Verdict.NotNeeded, InstructionsText.NotAsked);
        if (InstructionEvidence.ListOf(facts) is not { } list) return new VerdictNode(Name, Verdict.Error, InstructionsText.NotRead);
        if (list.Problems.Count > 0) return Broken(list);
        if (list.Items.Count == 0) return new VerdictNode(Name, Verdict.Missing, InstructionsText.Nothing(facts, list));
        var states = InstructionState.Of(facts, list);
        var done = states.Values.Count(s => s.Verdict == Verdict.Pass);
        var nodes = list.Below(null).Select(item => Node(item, list, states)).ToList();
        var all = VerdictNode.All(Name, nodes);
        return all with { Reason = InstructionsText.Summary(list, done, states.Values.FirstOrDefault(s => s.Verdict != Verdict.Pass)) };
    }

    private VerdictNode Broken(InstructionList list) => new(Name, Verdict.Error, InstructionsText.Problems(list))
    {
        Children = [.. list.Problems.Take(MaxProblems).Select(p => new VerdictNode($"line {p.Line}-{p.Column}", Verdict.Error, InstructionsText.Problem(list, p)))],
    };

    // An item with others below it stands among them once more: what waives one of those must not waive it.
    private static VerdictNode Node(Instruction item, InstructionList list, IReadOnlyDictionary<string, InstructionState> states)
    {
        var own = new VerdictNode(item.Id, states[item.Id].Verdict, states[item.Id].Reason);
        var below = list.Below(item.Id).Select(i => Node(i, list, states)).ToList();
        return below.Count == 0 ? own : VerdictNode.All(item.Id, below.Prepend(own));
    }
}
