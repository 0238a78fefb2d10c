using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Stages.Monitoring.Errors.Reports;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about errors of released products.</summary>
public sealed class ErrorPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}/errors");
        pages.MapGet("", NewestAsync).WithSummary("The error groups of the newest release.");
        pages.MapGet("{release}", OfReleaseAsync).WithSummary("The error groups of a release.");
        pages.MapGet("{release}/{group}", GroupAsync).WithSummary("One error group with its samples.");
    }

    private static async Task<IResult> NewestAsync(
        [AsParameters] ProductRoute route, ProductOverview overview, ErrorReports reports, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        var releases = await reports.ReleasesAsync(product.Id, cancellation);
        var report = releases.Count == 0 ? null : await reports.OfAsync(product.Id, releases[0].Tag, null, cancellation);
        return Page(route, releases, report);
    }

    private static async Task<IResult> OfReleaseAsync([AsParameters] ReleaseRoute route, ErrorReports reports, CancellationToken cancellation) =>
        Page(
            new ProductRoute(route.Owner, route.Name),
            await reports.ReleasesAsync(route.Product, cancellation),
            await reports.OfAsync(route.Product, route.Tag, null, cancellation));

    private static async Task<IResult> GroupAsync(
        [AsParameters] ReleaseRoute route, string group, ErrorReports reports, CancellationToken cancellation) =>
        new PageResult<ErrorGroupPage>(new()
        {
            [nameof(ErrorGroupPage.Product)] = route.Product,
            [nameof(ErrorGroupPage.Release)] = route.Tag,
            [nameof(ErrorGroupPage.Seen)] = await reports.GroupAsync(route.Product, group, cancellation),
        });

    private static PageResult<ErrorsPage> Page(ProductRoute route, IReadOnlyList<ReportedRelease> releases, ErrorReport? report) => new(new()
    {
        [nameof(ErrorsPage.Product)] = route.Id,
        [nameof(ErrorsPage.Releases)] = releases,
        [nameof(ErrorsPage.Report)] = report,
    });
}
