using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Licences.Boms;

/// <summary>Hands out the bills of materials of releases.</summary>
/// <param name="ledger">Where they are named.</param>
/// <param name="payloads">Where they lie.</param>
public sealed class SbomReader(ILedger ledger, IPayloadStore payloads)
{
    /// <summary>The newest one of a release, its bytes as the ledger has their digest. NotFound when none was made.</summary>
    public async Task<byte[]> FindAsync(ProductId product, string tag, CommitSha commit, BomFormat format, CancellationToken cancellation)
    {
        var made = await ledger.FindAsync(product, Subject.Release(tag, commit), cancellation)
            .LastOrDefaultAsync(e => e.Evidence.Kind == SbomMaterial.Kind && e.Evidence.Details?["format"]?.GetValue<string>() == BomFormats.WordOf(format), cancellation);
        return (made?.Evidence.Payload is { } digest ? await payloads.GetAsync(product, digest, cancellation) : null)
            ?? throw StewardException.NotFound($"{Texts.Clip(tag, 60)} has no bill of materials: it was decided before they were made, or its dependencies were not scanned.");
    }
}
