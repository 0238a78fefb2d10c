using Steward.Kernel;
using Steward.Source;
using Steward.Stages.Security.Licences.Concluding;

namespace Steward.Stages.Security.Licences;

/// <summary>Scans a commit: the packages that its lock files pin, and the licences in its own files that the policy asks about.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="scanner">Finds out the licences of packages.</param>
/// <param name="headers">Finds licences in the product's own files.</param>
public sealed class CommitScan(ISourceCatalog sources, LicenceScanner scanner, OwnHeaders headers)
{
    /// <summary>Scans.</summary>
    public async Task<LicenceScan> RunAsync(ChangeId change, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(change.Product, cancellation);
        var tree = await source.GetTreeAsync(change.Commit, cancellation);
        var scan = await scanner.ScanAsync(LockFolder.Of(source, tree), progress: null, cancellation);
        return scan with { Headers = await headers.FindAsync(change, source, tree, cancellation) };
    }
}
