using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;

namespace Steward.Web.Endpoints.OpenApi;

/// <summary>The description of the API.</summary>
public sealed class OpenApiEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/api/{documentName:regex(^openapi$)}.json").RequireLevel(AccessLevel.Read).KeepsToReach()
            .WithMetadata(new EndpointSummaryAttribute("This description, in OpenAPI."));
}
