using Steward.Policy;

namespace Steward.Gates;

/// <summary>What the gate for changes asks for.</summary>
/// <param name="Requires">The stages (<c>security</c>) and capabilities (<c>testing/results</c>) that must let through; empty: all.</param>
public sealed record GatePolicy(IReadOnlyList<string> Requires)
{
    /// <summary>The section <c>gate</c>.</summary>
    public static PolicySection<GatePolicy> Section { get; } = new(
        "gate",
        new ObjectShape(
            "What the gate for changes asks for.",
            new Field("requires", new ListShape("The stages and capabilities that must let a change through; without this key: all of them.", Name) { MinItems = 1 })),
        node => new GatePolicy(node.TextList("requires")));

    private static TextShape Name => new("A stage, or a capability of a stage.")
    {
        Pattern = "(development|testing|security|release|monitoring)(/[a-z][a-z0-9-]{0,39})?",
        PatternMeans = "a stage (development, testing, security, release, monitoring) or one capability of it (testing/results)",
        MaxLength = 60,
    };

    /// <summary>Whether a capability must let through.</summary>
    public bool Demands(string stage, string capability) =>
        Requires.Count == 0 || Requires.Contains(stage) || Requires.Contains($"{stage}/{capability}");
}
