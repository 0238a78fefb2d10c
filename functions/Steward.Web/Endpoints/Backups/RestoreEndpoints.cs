using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Development.Backups.Requests;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Backups;

/// <summary>Restores that people ask for, and their approval.</summary>
public sealed class RestoreEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backups/restores").WithTags("Backups").KeepsToReach();
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("Requests, newest first: of all plans with the level approve, the caller's own below it.");
        group.MapPost("", AskAsync).RequireLevel(AccessLevel.Read).LimitBody().WithSummary("Asks for a restore in the caller's name; whose level decides for what, the answer says.");
        group.MapPost("{id}/approve", ApproveAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Approves a request by its digest.");
        group.MapPost("{id}/refuse", RefuseAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Refuses a request by its digest.");
    }

    private static Task<RestoreRequests> ListAsync(HttpContext context, RestoreDesk desk) => desk.ListAsync(context.Caller(), context.RequestAborted);

    private static Task<RestoreRequest> AskAsync(RestoreAsk ask, HttpContext context, RestoreDesk desk) => desk.AskAsync(ask, context.Caller(), context.RequestAborted);

    private static Task<RestoreRequest> ApproveAsync(string id, RestoreDecision decision, HttpContext context, RestoreDesk desk) =>
        desk.DecideAsync(id, decision, approves: true, context.Caller(), context.RequestAborted);

    private static Task<RestoreRequest> RefuseAsync(string id, RestoreDecision decision, HttpContext context, RestoreDesk desk) =>
        desk.DecideAsync(id, decision, approves: false, context.Caller(), context.RequestAborted);
}
