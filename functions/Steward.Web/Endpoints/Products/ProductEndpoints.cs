using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Products;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Products;

/// <summary>The products under Steward's care.</summary>
public sealed class ProductEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products").WithTags("Products");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).KeepsToReach().WithSummary("The products with their newest changes.");
        group.MapPut("{owner}/{name}", PutAsync).RequireLevel(AccessLevel.Administer).LimitBody()
            .WithSummary("Registers a product, or changes its registration.");
    }

    private static async Task<ProductList> ListAsync(HttpContext context, ProductOverview overview) =>
        new(await overview.ListAsync(context.Caller().Reach, context.RequestAborted));

    private static Task<Product> PutAsync(
        [AsParameters] ProductRoute route, ProductRequest request, ProductRegistration registration, CancellationToken cancellation) =>
        registration.RegisterAsync(route.Id, request, cancellation);
}
