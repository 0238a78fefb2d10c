using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Stages.Testing.Results.Archives;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Uploads;

/// <summary>
/// Turns uploaded reports into evidence about the commit that was tested, and has its change decided again. Every step may be repeated:
/// the same report of the same attempt is the same evidence.
/// </summary>
/// <param name="products">Which products there are.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="keeping">Where the tests themselves go.</param>
/// <param name="changes">Has the change decided again; results of a commit that was not pushed yet wait in the ledger.</param>
/// <param name="time">The clock.</param>
public sealed class ResultsIntake(
    IProductStore products, ILedger ledger, ReportKeeping keeping, IChangeReopener changes, TimeProvider time)
{
    /// <summary>Takes reports in. NotFound for a product that is not registered; Unavailable when storage does not answer: then repeat it.</summary>
    public async Task<ResultsReceipt> ReceiveAsync(
        ResultsUpload upload, IReadOnlyList<UploadedReport> reports, CancellationToken cancellation)
    {
        var product = upload.Change.Product;
        if (reports.Count == 0) throw StewardException.Invalid("The upload holds no report. Send the file as the body, or several as multipart/form-data.");
        _ = await products.GetAsync(product, cancellation) ?? throw StewardException.NotFound($"{product} is not registered here.");
        if (reports.Count > ILedger.MaxTogether)
            throw StewardException.Invalid($"The upload has {reports.Count} reports; at most {ILedger.MaxTogether} are taken together. Send several uploads of the same attempt.");
        var read = new List<(ReceivedReport Report, Evidence Evidence)>();
        foreach (var report in UploadedParts.Of(reports, SoughtReports.OfTests)) read.Add(await ReadAsync(upload, report, cancellation));
        // All at once: a change that is decided in between must not see a part of an upload.
        var entries = await ledger.AppendAsync(product, [.. read.Select(r => r.Evidence)], cancellation);
        var received = read.Select((r, i) => r.Report with { Evidence = entries[i].Index }).ToList();
        await changes.EvidenceArrivedAsync(upload.Change, ResultsEvidence.Kind, cancellation);
        var total = received.Aggregate(ReportCounts.None, (sum, r) => sum + r.Counts);
        return new ResultsReceipt(upload.Change, upload.Set, upload.Attempt, received, total, SetJudgement.Meaning(received, total)) { Shard = upload.Shard };
    }

    private async Task<(ReceivedReport Report, Evidence Evidence)> ReadAsync(ResultsUpload upload, UploadedReport uploaded, CancellationToken cancellation)
    {
        var report = uploaded.Read(ResultsPayload.MaxCases);
        var digest = await keeping.KeepAsync(upload, uploaded.Digest, report, cancellation);
        var evidence = ResultsEvidence.Of(upload, report, uploaded.Digest).From(upload.Origin) with { Time = time.GetUtcNow(), Payload = digest };
        return (new ReceivedReport(uploaded.Name, report.Format, report.Problem, report.Counts, report.Notes, Evidence: -1), evidence);
    }
}
