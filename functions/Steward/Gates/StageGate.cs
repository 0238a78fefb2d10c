using Steward.Kernel;

namespace Steward.Gates;

/// <summary>Judges one stage of a change: what the criteria say, then waivers, then what the policy asks for, then all together.</summary>
internal sealed class StageGate(GateFacts facts, GatePolicy demands, Waivers waivers)
{
    public VerdictNode JudgePolicy() => waivers.Apply(PolicyCriterion.Judge(facts), "");

    public VerdictNode Judge(Stage stage, IReadOnlyList<ICriterion> criteria)
    {
        var name = Gate.NameOf(stage);
        var always = criteria.Where(c => c.IsAlwaysDemanded).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var judged = criteria.Select(c => JudgeOne(c, name)).Concat(Unanswered(name, criteria)).Select(node => waivers.Apply(node, name));
        var nodes = judged.Select(node => always.Contains(node.Name) ? node : Demanded(node, name)).ToList();
        return nodes.Count > 0
            ? waivers.Explain(VerdictNode.All(name, nodes), name)
            : new VerdictNode(name, Verdict.NotNeeded, "No capability of this stage judges changes.");
    }

    private VerdictNode JudgeOne(ICriterion criterion, string stage)
    {
        if (Fault(stage, criterion.Name) is { } fault) return fault;
        try
        {
            return Soundness.Enforce(criterion.Judge(facts) with { Name = criterion.Name });
        }
        catch (Exception failure)
        {
            // Whatever a criterion throws, not knowing is Error and never Pass. The exception's own text may carry input: only its type is told.
            var reason = $"The criterion {stage}/{criterion.Name} failed ({failure.GetType().Name}); this is a mistake in Steward, please report it.";
            return new VerdictNode(criterion.Name, Verdict.Error, reason);
        }
    }

    private VerdictNode? Fault(string stage, string capability) =>
        facts.Faults.TryGetValue($"{stage}/{capability}".ToLowerInvariant(), out var reason)
            ? new VerdictNode(capability, Verdict.Error, Texts.Clip(reason, 500))
            : null;

    // What the policy demands, or what broke, without a criterion that would say so must not be taken for fulfilled.
    private IEnumerable<VerdictNode> Unanswered(string stage, IReadOnlyList<ICriterion> criteria)
    {
        var open = demands.Requires.Concat(facts.Faults.Keys).Distinct(StringComparer.Ordinal)
            .Where(name => name.StartsWith($"{stage}/", StringComparison.Ordinal))
            .Select(name => name[(stage.Length + 1)..])
            .Where(capability => !criteria.Any(c => c.Name.Equals(capability, StringComparison.OrdinalIgnoreCase)));
        return open.Select(capability => Fault(stage, capability)
            ?? new VerdictNode(capability, Verdict.Missing, $"gate.requires names {stage}/{capability}, but no such capability judges changes."));
    }

    private VerdictNode Demanded(VerdictNode node, string stage)
    {
        if (node.Verdict.LetsThrough() || demands.Demands(stage, node.Name)) return node;
        var reason = $"Not among gate.requires of the policy; it would be {node.Verdict}: {node.Reason}";
        return Unawaited(node) with { Verdict = Verdict.NotNeeded, Reason = reason };
    }

    // Nobody waits for what is not required.
    private static VerdictNode Unawaited(VerdictNode node) => node with { AwaitUntil = null, Children = [.. node.Children.Select(Unawaited)] };
}
