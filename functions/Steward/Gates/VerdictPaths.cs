using Steward.Kernel;

namespace Steward.Gates;

/// <summary>The paths of verdict trees as people write them: copied with the root's name before them, or from the stage on.</summary>
public static class VerdictPaths
{
    /// <summary>The path from the stage on of the node that is meant; null when the tree has none. The root itself is none.</summary>
    public static string? Find(VerdictNode tree, string written)
    {
        var root = $"{tree.Name}/"; // the root of a release holds the tag, which may hold a slash itself
        var nodes = tree.Walk().Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
        if (written.StartsWith(root, StringComparison.Ordinal) && nodes.Contains(written)) return written[root.Length..];
        return nodes.Contains(root + written) ? written : null;
    }

    /// <summary>A sentence that names what does not let through.</summary>
    public static string Hint(IEnumerable<VerdictNode> trees)
    {
        var open = trees.SelectMany(t => t.Walk()).Where(n => n.Node is { Children.IsEmpty: true } && !n.Node.Verdict.LetsThrough()).Select(n => n.Path).ToList();
        return open.Count == 0 ? "Nothing stands in its way." : $"What does not let it through: {Texts.Some(open, 5)}.";
    }
}
