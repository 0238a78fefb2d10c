using System.Collections.Immutable;

namespace Steward.Gates;

/// <summary>Keeps trees sound: no node is better than what it is made of.</summary>
internal static class Soundness
{
    /// <summary>
    /// A criterion may be stricter than its children say, never milder: a milder node takes the verdict of its children. A verdict that is
    /// none is Error.
    /// </summary>
    public static VerdictNode Enforce(VerdictNode node)
    {
        if (!Enum.IsDefined(node.Verdict)) return node with { Verdict = Verdict.Error, Reason = "The criterion gave a verdict that is none." };
        if (node.Children.IsDefaultOrEmpty) return node with { Children = [] };
        return Recombine(node, [.. node.Children.Select(Enforce)]);
    }

    /// <summary>The node over changed children: a plain gate follows them, a stricter node keeps its own verdict as far as it is the worse one.</summary>
    public static VerdictNode Recombine(VerdictNode node, ImmutableArray<VerdictNode> children)
    {
        var before = Verdicts.Combine([.. node.Children.Select(c => c.Verdict)]);
        var combined = VerdictNode.All(node.Name, children);
        var isStricter = node.Verdict > before && node.Verdict > combined.Verdict;
        var bothLetThrough = node.Verdict.LetsThrough() && combined.Verdict.LetsThrough();
        return isStricter || bothLetThrough || node.Verdict == combined.Verdict
            ? node with { Children = children }
            : node with { Verdict = combined.Verdict, Reason = combined.Reason, Children = children };
    }
}
