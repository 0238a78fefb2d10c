using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Stages.Security.Antivirus.Quarantine;

/// <summary>What emptying came to.</summary>
/// <param name="Product">Whose quarantine.</param>
/// <param name="Removed">How many uploads were removed.</param>
/// <param name="Left">How many stay: they are being scanned.</param>
public sealed record QuarantineEmptied(ProductId Product, int Removed, int Left);

/// <summary>Empties the quarantine of a product when a person says so, before the thirty days are over.</summary>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Where it is told.</param>
/// <param name="time">The clock.</param>
public sealed class QuarantineDesk(IArtefactStore store, ILedger ledger, TimeProvider time)
{
    /// <summary>Removes all that was scanned, and leaves <c>artefact.removed</c> about each. What has no scan yet is left to its orchestration.</summary>
    public async Task<QuarantineEmptied> EmptyAsync(ProductId product, string actor, CancellationToken cancellation)
    {
        var (removed, left) = (0, 0);
        foreach (var upload in await store.ListQuarantinedAsync(product, cancellation).ToListAsync(cancellation))
        {
            if (await RemoveAsync(upload, actor, cancellation)) removed++;
            else left++;
        }

        return new QuarantineEmptied(product, removed, left);
    }

    private async Task<bool> RemoveAsync(QuarantinedArtefact upload, string actor, CancellationToken cancellation)
    {
        if (upload.Sha256 is not { } sha256) return false;
        var about = await ledger.FindAsync(upload.Product, ArtefactEvidence.About(sha256), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
        if (ArtefactEvidence.RequestOf(upload.Product, upload.Place, about) is not { } request || !ArtefactEvidence.IsScanned(about, request.Change.Commit)) return false;
        // Clean is on its way out.
        if (ArtefactEvidence.Views(about).Any(a => a.State == ArtefactState.Clean)) return false;
        await ledger.AppendAsync(upload.Product, ArtefactEvidence.OfRemoved(request, "it was emptied.", actor, time.GetUtcNow()), cancellation);
        await store.DiscardAsync(upload.Product, upload.Place, cancellation);
        return true;
    }
}
