using System.Text.Json.Nodes;
using Steward.Engine;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Security.Scanning;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Stages.Security.Secrets;

/// <summary>What the scan is asked to do.</summary>
/// <param name="Change">The product and the commit.</param>
/// <param name="Before">The head before.</param>
public sealed record SecretsScanRequest(ChangeId Change, CommitSha Before);

/// <summary>Scans the changed files, and leaves <c>secrets.scanned</c> about each blob and <c>secrets.completed</c> about the commit.</summary>
/// <param name="sources">Where code is read.</param>
/// <param name="payloads">Where findings go.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="time">The clock.</param>
public sealed class SecretsScanActivity(ISourceCatalog sources, IPayloadStore payloads, ILedger ledger, TimeProvider time)
    : IActivity<SecretsScanRequest, Nothing>
{
    /// <inheritdoc/>
    public static string Name => "SecretsScan";

    /// <inheritdoc/>
    public async Task<Nothing> RunAsync(SecretsScanRequest input, CancellationToken cancellation)
    {
        var (product, commit) = input.Change;
        var source = await sources.OpenAsync(product, cancellation);
        var report = new SecretsReport(SecretScanner.RulesVersion, ReportedFile.Of(await source.GetChangesAsync(input.Before, commit, cancellation)));
        var scan = new BlobScan(source, ledger, product);
        var failure = await scan.RunAsync(
            report.Files, SecretsEvidence.IsCurrent, (blob, open, token) => ScanAsync(product, blob, open, token), cancellation);
        if (failure is not null) throw failure;
        await CompleteAsync(input.Change, report, scan.Scanned, cancellation);
        return Nothing.Value;
    }

    private async Task<Evidence> ScanAsync(ProductId product, CommitSha blob, Opening open, CancellationToken cancellation)
    {
        await using var content = await open(cancellation);
        var scan = await SecretScanner.ScanAsync(content, cancellation);
        var payload = scan.Findings.Count == 0
            ? null
            : await payloads.PutAsync(product, Json.WriteBytes(new SecretsPayload(SecretScanner.RulesVersion, scan.Findings)), cancellation);
        return SecretsEvidence.OfBlob(blob, scan, payload, time.GetUtcNow());
    }

    private async Task CompleteAsync(ChangeId change, SecretsReport report, int scanned, CancellationToken cancellation)
    {
        var subject = Subject.Commit(change.Commit);
        var payload = await payloads.PutAsync(change.Product, Json.WriteBytes(report), cancellation);
        var evidence = new Evidence
        {
            Id = Evidence.IdFor(SecretsCapability.Completed, subject, payload),
            Time = time.GetUtcNow(),
            Actor = "steward",
            Kind = SecretsCapability.Completed,
            Subject = subject,
            Outcome = EvidenceOutcome.Info,
            Summary = SecretsText.Summary(report),
            Details = new JsonObject { ["files"] = report.Files.Count, ["scanned"] = scanned, ["rulesVersion"] = report.RulesVersion },
            Payload = payload,
        };
        await ledger.AppendAsync(change.Product, [evidence], cancellation);
    }
}
