using System.Collections.Immutable;

namespace Steward.Gates;

/// <summary>One node of the explained verdict tree that check runs, chat, dashboard, passports and tests all show.</summary>
/// <param name="Name">What was judged; a path segment for waivers: letters, digits, <c>. - _ / @</c> and spaces.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">One sentence naming the file, test, licence or person concerned.</param>
public sealed record VerdictNode(string Name, Verdict Verdict, string Reason)
{
    /// <summary>What it was made of.</summary>
    public ImmutableArray<VerdictNode> Children { get; init; } = [];

    /// <summary>Until when something that is Missing may still come; null: nothing is awaited.</summary>
    public DateTimeOffset? AwaitUntil { get; init; }

    /// <summary>Who waived this very node; null when nobody did: it is Waived then by what is below it, or by an exception in the policy.</summary>
    public string? WaivedBy { get; init; }

    /// <summary>
    /// What only a person can answer; null where nothing is asked. A waiver of this node is the answer: it holds for the product, for as long as
    /// the same is asked, so that nobody is asked twice.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>A gate: its verdict is that of its children, its reason the first of those that do not let through.</summary>
    public static VerdictNode All(string name, IEnumerable<VerdictNode> children)
    {
        var nodes = children.ToImmutableArray();
        var verdict = Verdicts.Combine([.. nodes.Select(n => n.Verdict)]);
        return new VerdictNode(name, verdict, ReasonOf(nodes, verdict)) { Children = nodes };
    }

    /// <summary>This node and all below it, each with its path (<c>change/testing/unit</c>).</summary>
    public IEnumerable<(string Path, VerdictNode Node)> Walk(string? parent = null)
    {
        var path = parent is null ? Name : $"{parent}/{Name}";
        return Children.SelectMany(c => c.Walk(path)).Prepend((path, this));
    }

    private static string ReasonOf(ImmutableArray<VerdictNode> nodes, Verdict verdict)
    {
        if (nodes.IsEmpty) return "Nothing was judged here.";
        var decisive = nodes.Where(n => n.Verdict == verdict).ToList();
        if (verdict == Verdict.Pass) return $"All {nodes.Length} in order.";
        return decisive.Count == 1 ? decisive[0].Reason : $"{decisive.Count} of {nodes.Length}: {decisive[0].Reason}";
    }
}
