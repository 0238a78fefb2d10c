using Steward.Changes;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Source;
using Steward.Stages.Testing.Coverage.Paths;
using Steward.Stages.Testing.Coverage.Reading;
using Steward.Stages.Testing.Results.Uploads;

namespace Steward.Stages.Testing.Coverage.Uploads;

/// <summary>
/// Turns uploaded reports into evidence about the commit that was tested, by the paths of its tree, and has its change decided again. Every step may be repeated:
/// the same report of the same attempt is the same evidence.
/// </summary>
/// <param name="sources">Where the commit's tree is read.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="payloads">Where the lines go.</param>
/// <param name="changes">Has the change decided again.</param>
/// <param name="time">The clock.</param>
public sealed class CoverageIntake(
    ISourceCatalog sources, ILedger ledger, IPayloadStore payloads, IChangeReopener changes, TimeProvider time)
{
    private const int MaxNamed = 20;

    /// <summary>
    /// Takes reports in. NotFound for a product that is not registered and for a commit that its repository does not have: without the tree nobody knows which
    /// files the report means. Unavailable when storage or the repository do not answer: then repeat it.
    /// </summary>
    public async Task<CoverageReceipt> ReceiveAsync(CoverageUpload upload, IReadOnlyList<UploadedReport> reports, CancellationToken cancellation)
    {
        var product = upload.Change.Product;
        if (reports.Count == 0) throw StewardException.Invalid("The upload holds no report. Send the file as the body, or several as multipart/form-data.");
        if (reports.Count > ILedger.MaxTogether)
            throw StewardException.Invalid($"The upload has {reports.Count} reports; at most {ILedger.MaxTogether} are taken together. Send several uploads of the same attempt.");
        var source = await sources.OpenAsync(product, cancellation);
        var resolver = new PathResolver(await source.GetTreeAsync(upload.Change.Commit, cancellation));
        var read = new List<(ReceivedCoverage Report, Evidence Evidence)>();
        foreach (var report in UploadedParts.Of(reports, CoverageFiles.Sought)) read.Add(await ReadAsync(upload, report, resolver, cancellation));
        // All at once: a change that is decided in between must not see a part of an upload.
        var entries = await ledger.AppendAsync(product, [.. read.Select(r => r.Evidence)], cancellation);
        await changes.EvidenceArrivedAsync(upload.Change, CoverageEvidence.Kind, cancellation);
        return new CoverageReceipt(upload.Change, upload.Set, upload.Attempt, [.. read.Select((r, i) => r.Report with { Evidence = entries[i].Index })]);
    }

    private async Task<(ReceivedCoverage Report, Evidence Evidence)> ReadAsync(
        CoverageUpload upload, UploadedReport uploaded, PathResolver resolver, CancellationToken cancellation)
    {
        var report = uploaded.Unpacked is { } file ? CoverageFiles.Read(file) : CoverageReader.Read(uploaded.Content);
        var resolved = resolver.Resolve(report);
        var problem = report.Problem ?? ProblemOf(report, resolved);
        var payload = PayloadOf(upload, report, resolved, problem);
        var covered = payload.Files.Sum(f => LineRuns.Count(f.Covered));
        var evidence = new CoverageEvidence
        {
            Set = upload.Set,
            Attempt = upload.Attempt,
            Report = uploaded.Digest,
            Format = report.Format,
            Problem = problem,
            Files = payload.Files.Count,
            Lines = covered + payload.Files.Sum(f => LineRuns.Count(f.Uncovered)),
            Covered = covered,
            Ambiguous = resolved.Ambiguous.Count,
            Unknown = resolved.Unknown.Count,
            Payload = await payloads.PutAsync(upload.Change.Product, Json.WriteBytes(payload), cancellation),
        };
        return (ReceiptOf(uploaded.Name, evidence, payload), evidence.ToEvidence(upload).From(upload.Origin) with { Time = time.GetUtcNow() });
    }

    private static string? ProblemOf(CoverageReport report, ResolvedCoverage resolved) => resolved switch
    {
        _ when report.Unreadable => report.Problem,
        { Files.Count: 0 } => CoverageText.NoFileOfTheTree(report, resolved),
        _ when CoveragePayload.IsTooLarge(resolved.Files) => CoverageText.TooLarge,
        _ => null,
    };

    private static CoveragePayload PayloadOf(CoverageUpload upload, CoverageReport report, ResolvedCoverage resolved, string? problem) => new(
        upload.Set, upload.Attempt, report.Format, problem,
        CoveragePayload.IsTooLarge(resolved.Files) ? [] : resolved.Files,
        [.. resolved.Ambiguous.Take(CoveragePayload.MaxNamed)],
        [.. resolved.Unknown.Take(CoveragePayload.MaxNamed)],
        report.Notes);

    private static ReceivedCoverage ReceiptOf(string name, CoverageEvidence evidence, CoveragePayload payload) => new(
        name, evidence.Format, evidence.Problem, evidence.Files, evidence.Lines, evidence.Covered,
        [.. payload.Ambiguous.Take(MaxNamed)], evidence.Unknown, [.. payload.Unknown.Take(MaxNamed)], payload.Notes, Evidence: -1);
}
