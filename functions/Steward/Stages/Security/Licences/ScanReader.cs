using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Licences;

/// <summary>Reads the scans that the ledger names.</summary>
/// <param name="ledger">Where they are named.</param>
/// <param name="payloads">Where they lie.</param>
public sealed class ScanReader(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>The newest scan of a commit; null when there is none, or its list is not kept any more.</summary>
    public async Task<LicenceScan?> FindAsync(ProductId product, CommitSha commit, CancellationToken cancellation)
    {
        var scanned = await ledger.FindAsync(product, Subject.Commit(commit), cancellation).LastOrDefaultAsync(e => e.Evidence.Kind == LicencesCapability.Scanned, cancellation);
        return scanned?.Evidence.Payload is { } digest && await payloads.GetAsync(product, digest, cancellation) is { } bytes ? Json.Read<LicenceScan>(bytes) : null;
    }
}
