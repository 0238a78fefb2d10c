using Steward.Changes;
using Steward.Gates;
using Steward.Kernel;

namespace Steward.Answers;

/// <summary>Knows which nodes people may waive: those of a change's verdict, and of the releases of its commit, decided or as they would be.</summary>
/// <param name="others">Trees beside the change's own.</param>
public sealed class WaivablePaths(IEnumerable<IVerdictTrees> others)
{
    /// <summary>
    /// The path from the stage on of a node as people wrote it. Conflict before the change's first decision, Invalid for a root, NotFound where no tree has the
    /// node, naming what does not let through.
    /// </summary>
    public async Task<string> FindAsync(ChangeRecord change, string written, CancellationToken cancellation)
    {
        if (change.Tree is not { } own)
            throw new StewardException(FailureKind.Conflict, "This change has no verdict yet, so there is nothing to waive. Wait for its first decision.");
        if (written.Length == 0 || written == own.Name) throw Whole();
        if (VerdictPaths.Find(own, written) is { } path) return path;
        List<VerdictNode> seen = [own];
        await foreach (var tree in others.ToAsyncEnumerable().SelectMany(o => o.AboutAsync(change.Id, cancellation)).WithCancellation(cancellation))
        {
            if (written == tree.Name) throw Whole();
            if (VerdictPaths.Find(tree, written) is { } found) return found;
            seen.Add(tree);
        }

        throw StewardException.NotFound($"Neither this change's verdict nor that of a release of it has a node '{Texts.Clip(written, 200)}'. {VerdictPaths.Hint(seen)}");
    }

    private static StewardException Whole() => StewardException.Invalid("A whole verdict cannot be waived. Name at least a stage: testing, testing/results...");
}
