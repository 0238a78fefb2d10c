using System.Text.Json.Nodes;
using Steward.Changes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Security.Antivirus.Signatures;

/// <summary>
/// Scans a bounded part of a release again, where the evidence is by other signatures; answers with the next part, or null. What is infected now
/// is condemned: evidence about the release, its commit and the product, and the changes concerned are decided again.
/// </summary>
/// <param name="antivirus">The scanner.</param>
/// <param name="rescans">Scans.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="changes">Has changes decided again.</param>
/// <param name="time">The clock.</param>
public sealed class RescanRelease(IAntivirus antivirus, ReleaseRescan rescans, ILedger ledger, IChangeReopener changes, TimeProvider time) : IActivity<RescanStep, RescanStep?>
{
    /// <inheritdoc/>
    public static string Name => "RescanRelease";

    /// <inheritdoc/>
    public async Task<RescanStep?> RunAsync(RescanStep input, CancellationToken cancellation)
    {
        var engine = await antivirus.IdentifyAsync(cancellation);
        var found = await rescans.ScanAsync(input, engine, cancellation);
        if (found.Condemned.Count > 0) await CondemnAsync(input, found.Condemned, cancellation);
        var next = input with { From = found.Next, Scanned = input.Scanned + found.Scanned };
        if (!found.IsLast) return next;
        if (next.Scanned > 0) await ledger.AppendAsync(input.Product, [Completed(next, engine)], cancellation);
        return null;
    }

    private async Task CondemnAsync(RescanStep input, IReadOnlyList<Condemnation> condemned, CancellationToken cancellation)
    {
        foreach (var one in condemned) await ledger.AppendAsync(input.Product, one.ToEvidence(time.GetUtcNow()), cancellation);
        await changes.EvidenceArrivedAsync(new ChangeId(input.Product, input.Commit), Condemnation.Kind, cancellation);
        await changes.ProductEvidenceArrivedAsync(input.Product, Condemnation.Kind, cancellation);
    }

    private Evidence Completed(RescanStep step, AntivirusEngine engine)
    {
        var subject = Subject.Product(step.Product);
        var details = AntivirusEvidence.Details(engine, ScanResult.Clean);
        (details["tag"], details["commit"], details["scanned"]) = (step.Tag, step.Commit.ToString(), JsonValue.Create(step.Scanned));
        return new Evidence
        {
            Id = Evidence.IdFor(SignatureAge.Rescanned, subject, $"{step.Tag}@{step.Commit}\n{engine}"),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = SignatureAge.Rescanned,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = $"Release {step.Tag} was scanned again by {engine}.",
            Details = details,
        };
    }
}
