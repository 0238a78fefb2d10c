using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Code;

/// <summary>Reads what was accounted for when a commit was released.</summary>
/// <param name="ledger">Says which report it was.</param>
/// <param name="payloads">Where it is.</param>
public sealed class RecordedCode(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>The newest report about a commit; null when there is none, or its payload is not there any more.</summary>
    public async Task<CodeReport?> FindAsync(ProductId product, CommitSha commit, CancellationToken cancellation)
    {
        var about = await ledger.FindAsync(product, Subject.Commit(commit), cancellation).LastOrDefaultAsync(e => e.Evidence.Kind == CodeReport.Kind, cancellation);
        return about?.Evidence.Payload is { } digest && await payloads.GetAsync(product, digest, cancellation) is { } bytes ? Json.Read<CodeReport>(bytes) : null;
    }
}
