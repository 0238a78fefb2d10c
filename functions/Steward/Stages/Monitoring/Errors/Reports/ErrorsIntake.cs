using Steward.Kernel;
using Steward.Ledger;
using Steward.Products;
using Steward.Source;
using Steward.Stages.Monitoring.Errors.Grouping;
using Steward.Stages.Monitoring.Errors.Records;

namespace Steward.Stages.Monitoring.Errors.Reports;

/// <summary>Turns posted error lines into counted groups and evidence. Every step may be repeated: a batch counts once.</summary>
/// <param name="products">Which products there are.</param>
/// <param name="errors">Where the groups go.</param>
/// <param name="reports">Compares releases.</param>
/// <param name="ledger">Where the evidence goes.</param>
/// <param name="sources">Finds the commit of a release.</param>
public sealed class ErrorsIntake(
    IProductStore products, IErrorStore errors, ErrorReports reports, ILedger ledger, ISourceCatalog sources)
{
    /// <summary>Takes lines in. NotFound for a product that is not registered; Unavailable when storage does not answer: then repeat it.</summary>
    public async Task<ErrorReceipt> ReceiveAsync(ErrorUpload upload, TextReader lines, CancellationToken cancellation)
    {
        var product = upload.Product;
        _ = await products.GetAsync(product, cancellation) ?? throw StewardException.NotFound($"{product} is not registered here.");
        var batch = Group(upload, await errors.KnownAsync(product, cancellation), lines);
        await errors.AddAsync(product, batch, cancellation);
        var report = await reports.OfAsync(product, upload.Release, null, cancellation);
        var subject = await SubjectAsync(product, upload.Release, cancellation);
        List<Evidence> evidence = [ErrorsEvidence.OfBatch(upload, batch, report, subject).From(upload.Origin)];
        if (report.IsNewest) evidence.Add(ErrorsEvidence.OfProduct(upload, report).From(upload.Origin));
        await ledger.AppendAsync(product, evidence, cancellation);
        return new ErrorReceipt(upload.Release, report.Since, batch.Errors, batch.Groups.Count, report.NewGroups);
    }

    private static ErrorBatch Group(ErrorUpload upload, IReadOnlyList<KnownGroup> known, TextReader lines)
    {
        var grouper = new ErrorGrouper(known);
        foreach (var error in RecordReader.Read(lines)) grouper.Add(error);
        var masked = grouper.Groups.Select(g => g with { Example = Texts.Clip(Tokeniser.Mask(g.Example), GroupingLimits.MaxExample) });
        return new ErrorBatch(upload.Release, upload.BatchId, upload.Digest, upload.ReceivedAt, [.. masked.OrderBy(g => g.Id, StringComparer.Ordinal)]);
    }

    // The tag alone, when its commit is not known (yet): errors must be heard also while the source cannot be asked.
    private async Task<Subject> SubjectAsync(ProductId product, string release, CancellationToken cancellation)
    {
        try
        {
            var source = await sources.OpenAsync(product, cancellation);
            return await source.ResolveAsync($"refs/tags/{release}", cancellation) is { } sha ? Subject.Release(release, sha) : new Subject("release", release);
        }
        catch (StewardException unknown) when (unknown.Kind is FailureKind.NotFound or FailureKind.Unavailable or FailureKind.Invalid or FailureKind.Forbidden)
        {
            return new Subject("release", release);
        }
    }
}
