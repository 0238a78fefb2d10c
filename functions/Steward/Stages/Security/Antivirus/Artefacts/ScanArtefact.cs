using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Scans an artefact where it lies, leaves <c>artefact.scanned</c>, and has the change decided again.</summary>
/// <param name="store">Where artefacts lie.</param>
/// <param name="antivirus">The scanner.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="changes">Has the change decided again.</param>
/// <param name="time">The clock.</param>
public sealed class ScanArtefact(IArtefactStore store, IAntivirus antivirus, ILedger ledger, IChangeReopener changes, TimeProvider time)
    : IActivity<ArtefactRequest, ArtefactState>
{
    /// <inheritdoc/>
    public static string Name => "ScanArtefact";

    /// <inheritdoc/>
    public async Task<ArtefactState> RunAsync(ArtefactRequest input, CancellationToken cancellation)
    {
        var result = await ScanAsync(input, cancellation);
        await ledger.AppendAsync(input.Change.Product, ArtefactEvidence.OfScanned(input, result.Engine, result, time.GetUtcNow()), cancellation);
        await changes.EvidenceArrivedAsync(input.Change, ArtefactEvidence.Scanned, cancellation);
        return result.Verdict switch
        {
            ScanVerdict.Clean => ArtefactState.Clean,
            ScanVerdict.Infected => ArtefactState.Infected,
            _ => ArtefactState.Unknown,
        };
    }

    private async Task<ScanResult> ScanAsync(ArtefactRequest input, CancellationToken cancellation)
    {
        try
        {
            return await antivirus.ScanAsync(ScanContent.Of(token => OpenAsync(input, token)), cancellation);
        }
        catch (StewardException failure) when (input.AcceptGaps && failure.IsRetryable)
        {
            return ScanResult.Unknown(failure.Message);
        }
    }

    // A run before may have moved it already.
    private async Task<Stream> OpenAsync(ArtefactRequest input, CancellationToken cancellation) =>
        await store.OpenQuarantinedAsync(input.Change.Product, input.Place, cancellation)
        ?? await store.OpenAsync(input.Change.Product, input.Sha256, cancellation)
        ?? throw StewardException.NotFound($"The artefact {input.Name} ({input.Sha256}) is not in storage any more: upload it again.");
}
