using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Uploads;

/// <summary>
/// What else is done with the tests of a report before its evidence is told: when it fails, the upload fails, and nobody has heard of it. Whatever
/// it does must be safe to repeat with the same report.
/// </summary>
public interface IReportKeeper
{
    /// <summary>Keeps what it needs of a report.</summary>
    /// <param name="upload">What the report is about.</param>
    /// <param name="digest">SHA-256 of the report.</param>
    /// <param name="report">What was read of it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task KeepAsync(ResultsUpload upload, string digest, TestReport report, CancellationToken cancellation);
}

/// <summary>
/// Adds to the tests of a report what Steward itself knows of them, for the payload only. When it fails, the upload fails: what is not known now must
/// not be taken for known later.
/// </summary>
public interface IReportEnricher
{
    /// <summary>The report with what is added.</summary>
    /// <param name="upload">What the report is about.</param>
    /// <param name="report">What was read of it, and is kept already.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<TestReport> EnrichAsync(ResultsUpload upload, TestReport report, CancellationToken cancellation);
}

/// <summary>Keeps the tests of reports: in the payload of their evidence, and with everybody else who wants them.</summary>
/// <param name="payloads">Where the payloads go.</param>
/// <param name="keepers">Who else wants them.</param>
/// <param name="enrichers">Who knows more of them.</param>
public sealed class ReportKeeping(IPayloadStore payloads, IEnumerable<IReportKeeper> keepers, IEnumerable<IReportEnricher> enrichers)
{
    /// <summary>Keeps them; gives the digest of the payload.</summary>
    public async Task<string> KeepAsync(ResultsUpload upload, string digest, TestReport report, CancellationToken cancellation)
    {
        foreach (var keeper in keepers) await keeper.KeepAsync(upload, digest, report, cancellation);
        foreach (var enricher in enrichers) report = await enricher.EnrichAsync(upload, report, cancellation);
        return await payloads.PutAsync(upload.Change.Product, Json.WriteBytes(ResultsPayload.Of(upload, report)), cancellation);
    }
}
