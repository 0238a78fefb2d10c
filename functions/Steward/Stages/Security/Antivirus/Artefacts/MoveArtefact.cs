using Steward.Engine;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Takes a clean artefact out of quarantine; safe to run twice.</summary>
/// <param name="store">Where artefacts lie.</param>
public sealed class MoveArtefact(IArtefactStore store) : IActivity<ArtefactRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "MoveArtefact";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(ArtefactRequest input, CancellationToken cancellation)
    {
        await store.MoveAsync(input.Change.Product, input.Place, input.Sha256, cancellation);
        return Nothing.Value;
    }
}
