using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Changes;

/// <summary>The changes of a product.</summary>
public sealed class ChangeEndpoints : IEndpointGroup
{
    private const int Shown = 100;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}/changes").WithTags("Changes");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("The newest 100 changes of a product, or with older=PLACE the next 100 after those that said so.");
        group.MapGet("{change}", GetAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("One change with its verdict tree, by its sha, the first 7 digits of it or more, or a branch or tag.");
    }

    private static async Task<ChangeList> ListAsync(
        [AsParameters] ProductRoute route, string? older, ProductOverview overview, CancellationToken cancellation)
    {
        var product = await overview.RequireAsync(route.Id, cancellation);
        return await overview.ChangesAsync(product.Id, Paging.ReadPlace(older), Shown, cancellation);
    }

    private static Task<ChangeRecord> GetAsync([AsParameters] ChangeRoute route, ChangeFinder finder, CancellationToken cancellation) =>
        finder.FindAsync(route.Product, route.Text, cancellation);
}
