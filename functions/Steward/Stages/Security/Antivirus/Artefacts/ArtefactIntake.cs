using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus.Quarantine;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Takes artefacts of commits into quarantine, and has them scanned.</summary>
/// <param name="quota">Who may bring how much.</param>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="engine">Starts the scan.</param>
/// <param name="time">The clock.</param>
public sealed class ArtefactIntake(QuarantineQuota quota, IArtefactStore store, ILedger ledger, IOrchestrationClient engine, TimeProvider time)
{
    /// <summary>The most bytes of an artefact: 256 MB. What is larger than clamd looks at is Unknown, and stays in quarantine.</summary>
    public const long MaxBytes = 256 * 1024 * 1024;

    private const int MaxName = 200;

    /// <summary>Takes one in. NotFound for a product that is not registered, Invalid for an unusable name or too many bytes, Conflict when quarantine is full.</summary>
    public async Task<ArtefactReceipt> ReceiveAsync(ChangeId change, string? name, Stream content, string actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(c => char.IsControl(c) || c is '/' or '\\'))
            throw StewardException.Invalid($"Name the artefact with ?name=FILE: at most {MaxName} characters, no slashes.");
        await quota.EnsureRoomAsync(change.Product, cancellation);
        var stored = await store.ReceiveAsync(change.Product, content, MaxBytes, cancellation);
        if (stored.Bytes == 0)
        {
            await store.DiscardAsync(change.Product, stored.Place, cancellation);
            throw StewardException.Invalid("The upload is empty: send the artefact as the body.");
        }

        await EnsureFitsAsync(change.Product, stored.Place, cancellation);
        var request = new ArtefactRequest(change, stored.Sha256, name, stored.Place);
        await ledger.AppendAsync(change.Product, ArtefactEvidence.OfReceived(request, stored.Bytes, actor, time.GetUtcNow()), cancellation);
        // What was released already needs no second copy: it is scanned where it lies.
        if (await store.IsReleasedAsync(change.Product, stored.Sha256, cancellation)) await store.DiscardAsync(change.Product, stored.Place, cancellation);
        var instance = await engine.ScheduleNewOrchestrationInstanceAsync(ArtefactWorkflow.Name, request, ArtefactWorkflow.StartOf(request), cancellation);
        return new ArtefactReceipt(change, new ArtefactView(stored.Sha256, name, stored.Bytes, time.GetUtcNow(), actor, ArtefactState.Waiting), instance);
    }

    // Others may have come meanwhile, and how long a body is shows at its end: what no longer fits is not kept.
    private async Task EnsureFitsAsync(ProductId product, string place, CancellationToken cancellation)
    {
        try
        {
            await quota.EnsureFitsAsync(product, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Conflict)
        {
            await store.DiscardAsync(product, place, cancellation);
            throw;
        }
    }
}
