using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Artefacts;

/// <summary>Tells of artefacts, and hands out those that are clean.</summary>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Where the evidence is.</param>
public sealed class ArtefactReader(IArtefactStore store, ILedger ledger)
{
    /// <summary>The artefacts of a commit.</summary>
    public async Task<ArtefactList> ListAsync(ChangeId change, CancellationToken cancellation) =>
        new(change, ArtefactEvidence.Views(await AboutAsync(change.Product, Subject.Commit(change.Commit), cancellation)));

    /// <summary>
    /// A clean artefact by its digest. NotFound for one that nobody uploaded, Forbidden for an infected one, Conflict for one that waits, or that nobody can say anything of.
    /// </summary>
    public async Task<(ArtefactView Artefact, Stream Content)> OpenAsync(ProductId product, string sha256, CancellationToken cancellation)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            throw StewardException.Invalid("The digest of an artefact is its SHA-256: 64 hexadecimal digits in lower case.");
        var view = ArtefactEvidence.Views(await AboutAsync(product, ArtefactEvidence.About(sha256), cancellation)).SingleOrDefault()
            ?? throw StewardException.NotFound($"{product} has no artefact {sha256}.");
        if (view.State == ArtefactState.Infected)
            throw new StewardException(FailureKind.Forbidden, $"{view.Name} is infected: {view.Signature} ({view.Scanner}). {view.Whereabouts}");
        if (view.State == ArtefactState.Unknown)
            throw new StewardException(FailureKind.Conflict, $"Nobody can say that {view.Name} is clean: {view.Problem?.TrimEnd('.')}. {view.Whereabouts}");
        var content = view.State == ArtefactState.Clean ? await store.OpenAsync(product, sha256, cancellation) : null;
        return content is not null ? (view, content)
            : throw new StewardException(FailureKind.Conflict, view is { State: ArtefactState.Waiting, RemovedAt: not null }
                ? $"{view.Name} was never scanned. {view.Whereabouts} Upload it again." : $"{view.Name} is in quarantine and is being scanned: ask again in a moment.");
    }

    private async Task<List<Evidence>> AboutAsync(ProductId product, Subject subject, CancellationToken cancellation) =>
        await ledger.FindAsync(product, subject, cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
}
