using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Scanning;

namespace Steward.Stages.Security.Antivirus;

/// <summary>What the scan is asked to do.</summary>
/// <param name="Change">The product and the commit.</param>
/// <param name="Before">The head before.</param>
/// <param name="AcceptGaps">Whether a scanner that cannot be reached is recorded as such; otherwise the activity fails, to be tried again.</param>
public sealed record AntivirusScanRequest(ChangeId Change, CommitSha Before, bool AcceptGaps);

/// <summary>Scans the changed files, and leaves <c>antivirus.scanned</c> about each blob and <c>antivirus.completed</c> about the commit.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="antivirus">The scanner.</param>
/// <param name="payloads">Where the report goes.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="time">The clock.</param>
public sealed class AntivirusScanActivity(
    ISourceCatalog sources, IAntivirus antivirus, IPayloadStore payloads, ILedger ledger, TimeProvider time)
    : IActivity<AntivirusScanRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "AntivirusScan";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(AntivirusScanRequest input, CancellationToken cancellation)
    {
        var (product, commit) = input.Change;
        var source = await sources.OpenAsync(product, cancellation);
        var report = new AntivirusReport { Files = ReportedFile.Of(await source.GetChangesAsync(input.Before, commit, cancellation)) };
        var scan = new BlobScan(source, ledger, product);
        try
        {
            var engine = await antivirus.IdentifyAsync(cancellation);
            report = report with { Engine = engine };
            var failure = await scan.RunAsync(report.Files, e => AntivirusEvidence.IsCurrent(e, engine), (blob, open, token) => ScanAsync(engine, blob, open, token), cancellation);
            if (failure is not null) throw failure;
        }
        catch (StewardException failure) when (input.AcceptGaps && failure.IsRetryable)
        {
            report = report with { Problem = failure.Message };
        }

        await CompleteAsync(input.Change, report, scan.Scanned, cancellation);
        return Nothing.Value;
    }

    private async Task<Evidence> ScanAsync(AntivirusEngine engine, CommitSha blob, Opening open, CancellationToken cancellation)
    {
        var result = await antivirus.ScanAsync(ScanContent.Of(token => open(token)), cancellation);
        return AntivirusEvidence.OfBlob(blob, result.Engine ?? engine, result, time.GetUtcNow());
    }

    private async Task CompleteAsync(ChangeId change, AntivirusReport report, int scanned, CancellationToken cancellation)
    {
        var subject = Subject.Commit(change.Commit);
        var payload = await payloads.PutAsync(change.Product, Json.WriteBytes(report), cancellation);
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(AntivirusCapability.Completed, subject, payload),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = AntivirusCapability.Completed,
            Subject = subject,
            Outcome = report.Problem is null ? EvidenceOutcome.Info : EvidenceOutcome.Error,
            Summary = AntivirusText.Summary(report),
            Details = new JsonObject { ["files"] = report.Files.Count, ["scanned"] = scanned, ["scanner"] = report.Engine?.ToString() ?? "not reachable" },
            Payload = payload,
        };
        await ledger.AppendAsync(change.Product, [evidence], cancellation);
    }
}
