using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Takes artefacts of commits into quarantine, and has them scanned.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="engine">Starts the scan.</param>
/// <param name="time">The clock.</param>
public sealed class ArtefactIntake(IProductStore products, IArtefactStore store, ILedger ledger, IOrchestrationClient engine, TimeProvider time)
{
    /// <summary>The most bytes of an artefact: 256 MB. What is larger than clamd looks at is Unknown, and stays in quarantine.</summary>
    public const long MaxBytes = 256 * 1024 * 1024;

    private const int MaxName = 200;

    /// <summary>Takes one in. NotFound for a product that is not registered, Invalid for an unusable name or too many bytes.</summary>
    public async Task<ArtefactReceipt> ReceiveAsync(ChangeId change, string? name, Stream content, string actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(c => char.IsControl(c) || c is '/' or '\\'))
            throw StewardException.Invalid($"Name the artefact with ?name=FILE: at most {MaxName} characters, no slashes.");
        _ = await products.GetAsync(change.Product, cancellation) ?? throw StewardException.NotFound($"{change.Product} is not registered here.");
        var stored = await store.ReceiveAsync(change.Product, content, MaxBytes, cancellation);
        if (stored.Bytes == 0)
        {
            await store.DiscardAsync(change.Product, stored.Place, cancellation);
            throw StewardException.Invalid("The upload is empty: send the artefact as the body.");
        }

        var request = new ArtefactRequest(change, stored.Sha256, name, stored.Place);
        await ledger.AppendAsync(change.Product, ArtefactEvidence.OfReceived(request, stored.Bytes, actor, time.GetUtcNow()), cancellation);
        // What was released already needs no second copy: it is scanned where it lies.
        if (await store.IsReleasedAsync(change.Product, stored.Sha256, cancellation)) await store.DiscardAsync(change.Product, stored.Place, cancellation);
        var instance = await engine.ScheduleNewOrchestrationInstanceAsync(ArtefactWorkflow.Name, request, ArtefactWorkflow.StartOf(request), cancellation);
        return new ArtefactReceipt(change, new ArtefactView(stored.Sha256, name, stored.Bytes, time.GetUtcNow(), actor, ArtefactState.Waiting), instance);
    }
}
