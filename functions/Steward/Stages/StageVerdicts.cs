using Steward.Gates;
using Steward.Kernel;

namespace Steward.Stages;

/// <summary>What a verdict tree says of each stage.</summary>
public static class StageVerdicts
{
    /// <summary>The stages in the order in which people read them.</summary>
    public static IReadOnlyList<Stage> Stages { get; } = Enum.GetValues<Stage>();

    /// <summary>The stage's node below the root of a tree: the one named like it; null when the tree has none, or there is no tree yet.</summary>
    public static VerdictNode? Of(this VerdictNode? tree, Stage stage) =>
        tree?.Children.FirstOrDefault(c => string.Equals(c.Name, stage.ToString(), StringComparison.OrdinalIgnoreCase));
}
