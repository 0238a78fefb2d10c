using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Web.Dashboard;

namespace Steward.Web.Endpoints.Dashboard;

/// <summary>Style sheet and icon: open, since the sign-in page needs them and they tell nothing.</summary>
public sealed class AssetEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in Asset.All)
            routes.MapGet(asset.Address, (HttpContext context) => Serve(asset, context)).OpenToAll().WithSummary("A part of the dashboard.").ExcludeFromDescription();
    }

    private static IResult Serve(Asset asset, HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.ContentType);
    }
}
