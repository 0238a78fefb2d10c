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

/// <summary>Keeps the tests of reports: in the payload of their evidence, and with everybody else who wants them.</summary>
/// <param name="payloads">Where the payloads go.</param>
/// <param name="keepers">Who else wants them.</param>
public sealed class ReportKeeping(IPayloadStore payloads, IEnumerable<IReportKeeper> keepers)
{
    /// <summary>Keeps them; gives the digest of the payload.</summary>
    public async Task<string> KeepAsync(ResultsUpload upload, string digest, TestReport report, CancellationToken cancellation)
    {
        foreach (var keeper in keepers) await keeper.KeepAsync(upload, digest, report, cancellation);
        return await payloads.PutAsync(upload.Change.Product, Json.WriteBytes(ResultsPayload.Of(upload, report)), cancellation);
    }
}
