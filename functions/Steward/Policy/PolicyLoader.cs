using Steward.Kernel;
using Steward.Source;

namespace Steward.Policy;

/// <summary>Reads the policy at the commit that is being judged: never at another one.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="reader">Reads the file's text.</param>
public sealed class PolicyLoader(ISourceCatalog sources, IPolicyReader reader)
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The policy at a change's commit; of state Missing when the tree has no <c>steward.yaml</c>, of state Invalid when the file cannot be
    /// one (too large, a symbolic link). Errors of the source come through.
    /// </summary>
    public async Task<PolicyReading> LoadAsync(ChangeId change, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(change.Product, cancellation);
        var tree = await source.GetTreeAsync(change.Commit, cancellation);
        if (Refuse(tree.FirstOrDefault(e => e.Path == Policy.FileName)) is { } problem) return Invalid(problem);
        return reader.Read(await source.ReadTextAsync(tree, Policy.FileName, MaxBytes, cancellation));
    }

    private static string? Refuse(TreeEntry? entry) => entry switch
    {
        { Kind: EntryKind.SymbolicLink or EntryKind.Submodule } => $"{Policy.FileName} must be a file, not a link.",
        { Size: > MaxBytes } => $"The file is larger than {MaxBytes / 1024} KB.",
        _ => null,
    };

    private static PolicyReading Invalid(string problem) => new(Policy.Invalid, [new PolicyProblem("", 1, 1, problem)]);
}
