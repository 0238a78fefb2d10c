using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Ledger;
using Steward.Stages.Release.Releases.Baselines;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Releases;

/// <summary>Takes over the history from before Steward.</summary>
public sealed class BaselineEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/products/{owner}/{name}/baseline", TakeAsync).RequireLevel(AccessLevel.Administer).LimitBody()
            .WithSummary("Takes the history up to a commit over as it was, in the caller's name, before the first release; answers with the evidence.");

    private static Task<LedgerEntry> TakeAsync([AsParameters] ProductRoute route, BaselineRequest request, HttpContext context, BaselineDesk desk) =>
        desk.TakeAsync(route.Id, request, context.Caller(), context.RequestAborted);
}
