using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Answers;
using Steward.Changes;
using Steward.Stages.Security.Licences.Comparison;
using Steward.Web.Access;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about products and their changes.</summary>
public sealed class ProductPages : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapPages("");
        pages.MapGet("/", ProductsAsync).KeepsToReach().WithSummary("The products.");
        pages.MapGet("/products/{owner}/{name}", ChangesAsync).WithSummary("The changes of a product.");
        pages.MapGet("/products/{owner}/{name}/changes/{change}", ChangeAsync).WithSummary("One change with its five stages.");
    }

    private static async Task<IResult> ProductsAsync(HttpContext context, ProductOverview overview, OrchestrationControl control) =>
        new PageResult<ProductsPage>(new()
        {
            [nameof(ProductsPage.Products)] = await overview.ListAsync(context.Caller().Reach, context.RequestAborted),
            [nameof(ProductsPage.Failed)] = context.Caller().Reach?.Products is null ? await control.FailedAsync(context.RequestAborted) : 0,
        });

    private static async Task<IResult> ChangesAsync(
        [AsParameters] ProductRoute route, string? older, ProductOverview overview, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        var after = Paging.ReadPlace(older);
        return new PageResult<ChangesPage>(new()
        {
            [nameof(ChangesPage.Product)] = product,
            [nameof(ChangesPage.After)] = after,
            [nameof(ChangesPage.List)] = await overview.ChangesAsync(product.Id, after, PageGroups.Shown, cancellation),
        });
    }

    // Renewed by a header, as long as there is news to come and the reader has not stopped it.
    private static async Task<IResult> ChangeAsync(
        [AsParameters] ChangeRoute route, string? live, HttpContext context, ChangeFinder finder, ChangeRuns runs, ChangedDependencies dependencies)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        var refreshes = change.State != ChangeState.Decided && live != "off";
        if (refreshes) context.Response.Headers["Refresh"] = $"{ChangePage.RefreshSeconds}";
        return new PageResult<ChangePage>(new()
        {
            [nameof(ChangePage.Change)] = change,
            [nameof(ChangePage.Run)] = await runs.FindAsync(change.Id, context.RequestAborted),
            [nameof(ChangePage.Dependencies)] = await dependencies.FindAsync(change, context.RequestAborted),
            [nameof(ChangePage.Refreshes)] = refreshes,
        });
    }
}
