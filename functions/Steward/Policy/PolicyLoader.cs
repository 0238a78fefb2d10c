using Steward.Kernel;
using Steward.Source;

namespace Steward.Policy;

/// <summary>Reads the policy at the commit that is being judged: never at another one.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="reader">Reads the file's text.</param>
public sealed class PolicyLoader(ISourceCatalog sources, IPolicyReader reader)
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>The policy at a change's commit; of state Missing when the tree has no <c>steward.yaml</c>.</summary>
    public async Task<PolicyReading> LoadAsync(ChangeId change, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(change.Product, cancellation);
        var tree = await source.GetTreeAsync(change.Commit, cancellation);
        return reader.Read(await source.ReadTextAsync(tree, Policy.FileName, MaxBytes, cancellation));
    }
}
