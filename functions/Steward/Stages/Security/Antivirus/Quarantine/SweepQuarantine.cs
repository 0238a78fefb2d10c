using Steward.Engine;
using Steward.Ledger;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Stages.Security.Antivirus.Quarantine;

/// <summary>
/// Looks through a part of quarantine. A duplicate of what was released goes at once, everything else after 30 days: it is infected, or nobody can say what it is. What
/// was received and never scanned, because a process died in between, is scanned now.
/// </summary>
/// <param name="store">Where artefacts lie.</param>
/// <param name="ledger">Knows what was received and scanned.</param>
/// <param name="engine">Starts scans; one that was started already is left as it is.</param>
/// <param name="time">The clock.</param>
public sealed class SweepQuarantine(IArtefactStore store, ILedger ledger, IOrchestrationClient engine, TimeProvider time) : IActivity<QuarantineStep, QuarantineSwept>
{
    /// <summary>How many uploads one part looks at.</summary>
    public const int AtOnce = 500;

    /// <summary>How long what is not clean is kept.</summary>
    public static TimeSpan Keeps { get; } = TimeSpan.FromDays(30);

    // Until then an upload is under way, and its own orchestration's.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(10);

    // Whoever waits for a scan for longer has uploaded again.
    private static readonly TimeSpan Reconciled = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public static string Name => "SweepQuarantine";

    /// <inheritdoc/>
    public async Task<QuarantineSwept> RunAsync(QuarantineStep input, CancellationToken cancellation)
    {
        var part = await store.ListQuarantinedAsync(null, cancellation).Where(q => string.CompareOrdinal(NameOf(q), input.After) > 0).Take(AtOnce).ToListAsync(cancellation);
        var (removed, started) = (0, 0);
        foreach (var upload in part)
        {
            if (await WhyGoneAsync(upload, cancellation) is { } reason) removed += await RemoveAsync(upload, reason, cancellation);
            else if (IsBetween(upload, UnderWay, Reconciled)) started += await StartAsync(upload, cancellation);
        }

        return new QuarantineSwept(part.Count < AtOnce ? null : new QuarantineStep(NameOf(part[^1]), input.Part + 1), removed, started);
    }

    private async Task<string?> WhyGoneAsync(QuarantinedArtefact upload, CancellationToken cancellation)
    {
        if (IsBetween(upload, Keeps, TimeSpan.MaxValue)) return $"it was not clean for {Keeps.TotalDays:0} days.";
        return IsBetween(upload, UnderWay, TimeSpan.MaxValue) && upload.Sha256 is { } sha256 && await store.IsReleasedAsync(upload.Product, sha256, cancellation)
            ? "the same content was released."
            : null;
    }

    // The evidence comes first: what is removed and not told would be gone without a word.
    private async Task<int> RemoveAsync(QuarantinedArtefact upload, string reason, CancellationToken cancellation)
    {
        if (ArtefactEvidence.RequestOf(upload.Product, upload.Place, await AboutAsync(upload, cancellation)) is { } request)
            await ledger.AppendAsync(upload.Product, ArtefactEvidence.OfRemoved(request, reason, "steward", time.GetUtcNow()), cancellation);
        await store.DiscardAsync(upload.Product, upload.Place, cancellation);
        return 1;
    }

    private async Task<int> StartAsync(QuarantinedArtefact upload, CancellationToken cancellation)
    {
        var about = await AboutAsync(upload, cancellation);
        if (ArtefactEvidence.RequestOf(upload.Product, upload.Place, about) is not { } request || ArtefactEvidence.IsScanned(about, request.Change.Commit)) return 0;
        await engine.ScheduleNewOrchestrationInstanceAsync(ArtefactWorkflow.Name, request, ArtefactWorkflow.StartOf(request), cancellation);
        return 1;
    }

    private async Task<List<Evidence>> AboutAsync(QuarantinedArtefact upload, CancellationToken cancellation) => upload.Sha256 is not { } sha256 ? []
        : await ledger.FindAsync(upload.Product, ArtefactEvidence.About(sha256), cancellation).Select(e => e.Evidence).ToListAsync(cancellation);

    private bool IsBetween(QuarantinedArtefact upload, TimeSpan from, TimeSpan to) => time.GetUtcNow() - upload.Since is var age && from < age && age < to;

    private static string NameOf(QuarantinedArtefact upload) => $"{upload.Product}/{upload.Place}";
}
