using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Stages.Monitoring.Errors.Reports;
using Steward.Stages.Release.Releases;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about releases.</summary>
public sealed class ReleasePages : IEndpointGroup
{
    private const int MaxCommits = 200;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("/products/{owner}/{name}/releases");
        pages.MapGet("", ListAsync).WithSummary("The releases of a product.");
        pages.MapGet("{release}", ShowAsync).WithSummary("One release: its verdict, its commits, its evidence and its passport.");
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] ProductRoute route, long? older, ProductOverview overview, ReleaseReader reader, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        return new PageResult<ReleasesPage>(new()
        {
            [nameof(ReleasesPage.Product)] = product.Id,
            [nameof(ReleasesPage.IsFirst)] = older is null,
            [nameof(ReleasesPage.List)] = await reader.PageAsync(product.Id, older, PageGroups.Shown, cancellation),
        });
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] ReleaseRoute route, ReleaseReader reader, ReleaseHistories histories, ErrorReports errors, EvidenceReader evidence, CancellationToken cancellation)
    {
        var release = await reader.FindAsync(route.Product, route.Tag, cancellation);
        var about = new[] { Subject.Release(release.Tag, release.Commit), Subject.Commit(release.Commit) };
        var (history, problem) = await HistoryAsync(route.Product, release, histories, cancellation);
        return new PageResult<ReleasePage>(new()
        {
            [nameof(ReleasePage.Product)] = route.Product,
            [nameof(ReleasePage.Release)] = release,
            [nameof(ReleasePage.History)] = history,
            [nameof(ReleasePage.NoHistory)] = problem,
            [nameof(ReleasePage.HasErrors)] = (await errors.ReleasesAsync(route.Product, cancellation)).Any(r => r.Tag == release.Tag),
            [nameof(ReleasePage.Evidence)] = await evidence.CheckAsync(route.Product, about, cancellation),
        });
    }

    // The commits are read from the repository, which may be out of reach; what was decided is in the ledger, and is shown all the same.
    private static async Task<(ReleaseHistory? History, string? Problem)> HistoryAsync(
        ProductId product, ReleaseView release, ReleaseHistories histories, CancellationToken cancellation)
    {
        try
        {
            var request = new ReleaseRequest(product, release.Tag, release.Commit, "", release.AskedAt);
            return (await histories.ReadAsync(request, MaxCommits, cancellation), null);
        }
        catch (StewardException unreadable)
        {
            return (null, unreadable.Message);
        }
    }
}
