using Steward.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Changes;
using Steward.Web.Dashboard;
using Steward.Web.Dashboard.Pages;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>The dashboard's pages about products and their changes.</summary>
public sealed class ProductPages : IEndpointGroup
{
    private const int Shown = 50;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireLevel(AccessLevel.Read).ExcludeFromDescription();
        pages.MapGet("/", ProductsAsync).WithSummary("The products.");
        pages.MapGet("/products/{owner}/{name}", ChangesAsync).WithSummary("The changes of a product.");
        pages.MapGet("/products/{owner}/{name}/changes/{change}", ChangeAsync).WithSummary("One change with its five stages.");
    }

    private static async Task<IResult> ProductsAsync(ProductOverview overview, CancellationToken cancellation) =>
        new PageResult<ProductsPage>(new() { [nameof(ProductsPage.Products)] = await overview.ListAsync(cancellation) });

    private static async Task<IResult> ChangesAsync([AsParameters] ProductRoute route, ProductOverview overview, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        var changes = await overview.NewestAsync(product.Id, Shown, cancellation);
        return new PageResult<ChangesPage>(new() { [nameof(ChangesPage.Product)] = product, [nameof(ChangesPage.List)] = changes });
    }

    // Renewed by a header, as long as there is news to come and the reader has not stopped it.
    private static async Task<IResult> ChangeAsync(
        [AsParameters] ChangeRoute route, string? live, HttpContext context, ChangeFinder finder)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        var refreshes = change.State != ChangeState.Decided && live != "off";
        if (refreshes) context.Response.Headers["Refresh"] = $"{ChangePage.RefreshSeconds}";
        return new PageResult<ChangePage>(new() { [nameof(ChangePage.Change)] = change, [nameof(ChangePage.Refreshes)] = refreshes });
    }
}
