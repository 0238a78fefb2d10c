using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Release.Tracing;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about what happened: to a product, to one of its files, to one line. With <c>format=csv</c> or <c>json</c> the histories are files.</summary>
public sealed class HistoryPages : IEndpointGroup
{
    private const int ShownTouches = 50;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}");
        pages.MapGet("history", ProductAsync).WithSummary("Every evidence of a product, newest first, filtered; or all of it as a file.");
        pages.MapGet("history/file", FileAsync).WithSummary("The changes that touched a file with their evidence; or all of it as a file.");
        pages.MapGet("trace", TraceAsync).WithSummary("Where a line comes from, and who or what looked at it.");
    }

    private static async Task<IResult> ProductAsync([AsParameters] HistoryQuery query, LedgerHistory history, CancellationToken cancellation)
    {
        var (product, filter) = (query.Product, query.Filter);
        if (EvidenceExport.FormatOf(query.Format) is { } format)
            return new EvidenceExport(product, $"{product.Name}-history", format, history.ReadAsync(product, filter, query.Before, cancellation));
        return new PageResult<HistoryPage>(new()
        {
            [nameof(HistoryPage.Product)] = product,
            [nameof(HistoryPage.Filter)] = filter,
            [nameof(HistoryPage.Before)] = query.Before,
            [nameof(HistoryPage.Part)] = await history.PageAsync(product, filter, query.Before, PageGroups.Shown, cancellation),
        });
    }

    private static async Task<IResult> FileAsync(
        [AsParameters] ProductRoute route, string? path, string? @ref, string? format, FileHistory files, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(path)) return FilePage(route.Id, path, @ref, null);
        var file = TracedFile.Parse(path.Trim(), @ref?.Trim());
        if (EvidenceExport.FormatOf(format) is not { } asked) return FilePage(route.Id, file.Path, file.Ref, await files.ReadAsync(route.Id, file, ShownTouches, cancellation));
        var all = await files.ReadAsync(route.Id, file, FileHistory.MaxTouches, cancellation);
        return new EvidenceExport(route.Id, $"{route.Id.Name}-file-history", asked, EntriesOf(all).ToAsyncEnumerable())
        {
            Note = all.More ? $"Only the newest {FileHistory.MaxTouches} commits that touched the file were looked at." : null,
        };
    }

    private static async Task<IResult> TraceAsync(
        [AsParameters] ProductRoute route, string? path, string? line, string? @ref, LineTracer tracer, CancellationToken cancellation) =>
        new PageResult<TracePage>(new()
        {
            [nameof(TracePage.Product)] = route.Id,
            [nameof(TracePage.Path)] = path,
            [nameof(TracePage.Line)] = line,
            [nameof(TracePage.Ref)] = @ref,
            [nameof(TracePage.Trace)] = string.IsNullOrWhiteSpace(path) ? null : await tracer.TraceAsync(route.Id, TracePlace.Parse(path.Trim(), line?.Trim(), @ref?.Trim()), cancellation),
        });

    private static IEnumerable<LedgerEntry> EntriesOf(FileHistoryView view) =>
        view.Touches.SelectMany(t => t.Evidence).DistinctBy(e => e.Index).OrderByDescending(e => e.Index);

    private static PageResult<FileHistoryPage> FilePage(ProductId product, string? path, string? reference, FileHistoryView? view) => new(new()
    {
        [nameof(FileHistoryPage.Product)] = product,
        [nameof(FileHistoryPage.Path)] = path,
        [nameof(FileHistoryPage.Ref)] = reference,
        [nameof(FileHistoryPage.View)] = view,
    });
}
