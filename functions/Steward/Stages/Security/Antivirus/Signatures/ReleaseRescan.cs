using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Scanning;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>What a part of a release came to.</summary>
/// <param name="Condemned">What is infected.</param>
/// <param name="Scanned">How many were scanned; the others had evidence by these signatures.</param>
/// <param name="Next">Where the next part begins.</param>
/// <param name="IsLast">True when nothing is left.</param>
internal sealed record RescanFindings(IReadOnlyList<Condemnation> Condemned, int Scanned, int Next, bool IsLast);

/// <summary>Scans a part of a release's tree, and with the last part the artefacts of its commit.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="antivirus">The scanner.</param>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Where evidence is looked for, and left.</param>
/// <param name="time">The clock.</param>
public sealed class ReleaseRescan(ISourceCatalog sources, IAntivirus antivirus, IArtefactStore store, ILedger ledger, TimeProvider time)
{
    /// <summary>How many files one part has.</summary>
    public const int FilesAtOnce = 500;

    private const int MaxArtefacts = 200;

    internal async Task<RescanFindings> ScanAsync(RescanStep step, AntivirusEngine engine, CancellationToken cancellation)
    {
        var source = await sources.OpenAsync(step.Product, cancellation);
        var tree = await source.GetTreeAsync(step.Commit, cancellation);
        var files = tree.Where(e => e.Kind != EntryKind.Submodule).OrderBy(e => e.Path, StringComparer.Ordinal).DistinctBy(e => e.Blob).ToList();
        var part = files.Skip(step.From).Take(FilesAtOnce).Select(e => new ReportedFile(e.Path, e.Blob, e.Kind)).ToList();
        var (condemned, scanned) = await ScanFilesAsync(step, source, part, engine, cancellation);
        var (next, isLast) = (step.From + part.Count, step.From + part.Count >= files.Count);
        if (!isLast) return new RescanFindings(condemned, scanned, next, isLast);
        var (more, rescanned) = await ScanArtefactsAsync(step, engine, cancellation);
        return new RescanFindings([.. condemned, .. more], scanned + rescanned, next, isLast);
    }

    private async Task<(List<Condemnation> Condemned, int Scanned)> ScanFilesAsync(
        RescanStep step, ISource source, List<ReportedFile> files, AntivirusEngine engine, CancellationToken cancellation)
    {
        // What a run before has found, and did not come to tell, is current evidence now: it is condemned as well.
        var infected = new ConcurrentDictionary<Subject, Evidence>();
        var scan = new BlobScan(source, ledger, step.Product);
        var failure = await scan.RunAsync(
            files,
            evidence => AntivirusEvidence.IsCurrent(evidence, engine) && Noted(evidence, infected),
            async (blob, open, token) =>
            {
                var result = await antivirus.ScanAsync(ScanContent.Of(t => open(t)), token);
                var evidence = AntivirusEvidence.OfBlob(blob, result.Engine ?? engine, result, time.GetUtcNow());
                _ = Noted(evidence, infected);
                return evidence;
            },
            cancellation);
        if (failure is not null) throw failure;
        return ([.. files.Where(f => infected.ContainsKey(f.Subject)).Select(f => new Condemnation(step.Product, step.Tag, step.Commit, f.Path, f.Blob.ToString(), infected[f.Subject]))], scan.Scanned);
    }

    private async Task<(List<Condemnation> Condemned, int Scanned)> ScanArtefactsAsync(RescanStep step, AntivirusEngine engine, CancellationToken cancellation)
    {
        var (change, condemned, scanned) = (new ChangeId(step.Product, step.Commit), new List<Condemnation>(), 0);
        var about = await ledger.FindAsync(step.Product, Subject.Commit(step.Commit), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);
        foreach (var artefact in ArtefactEvidence.Views(about).Where(a => a.State is ArtefactState.Clean or ArtefactState.Infected).Take(MaxArtefacts))
        {
            var known = about.LastOrDefault(e => e.Kind == ArtefactEvidence.Scanned && ArtefactEvidence.Sha256(e) == artefact.Sha256 && AntivirusEvidence.IsBy(e, engine));
            if (known is null && artefact.State == ArtefactState.Clean)
            {
                known = await ScanAsync(new ArtefactRequest(change, artefact.Sha256, artefact.Name, ""), cancellation);
                scanned++;
            }

            if (known?.Outcome == EvidenceOutcome.Fail) condemned.Add(new Condemnation(step.Product, step.Tag, step.Commit, artefact.Name, artefact.Sha256, known));
        }

        return (condemned, scanned);
    }

    private async Task<Evidence> ScanAsync(ArtefactRequest artefact, CancellationToken cancellation)
    {
        var result = await antivirus.ScanAsync(
            ScanContent.Of(async token => await store.OpenAsync(artefact.Change.Product, artefact.Sha256, token)
                ?? throw StewardException.NotFound($"The artefact {artefact.Name} ({artefact.Sha256}) is not in storage any more.")),
            cancellation);
        var evidence = ArtefactEvidence.OfScanned(artefact, result.Engine, result, time.GetUtcNow());
        await ledger.AppendAsync(artefact.Change.Product, evidence, cancellation);
        return evidence[0];
    }

    private static bool Noted(Evidence evidence, ConcurrentDictionary<Subject, Evidence> infected)
    {
        if (evidence.Outcome == EvidenceOutcome.Fail) infected[evidence.Subject] = evidence;
        return true;
    }
}
