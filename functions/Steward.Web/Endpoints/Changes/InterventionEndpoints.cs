using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Answers;
using Steward.Changes;
using Steward.Ledger;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Changes;

/// <summary>What people say about a change. The caller's level is looked at now, not when the page was shown.</summary>
public sealed class InterventionEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}/changes/{change}").WithTags("Changes");
        group.MapPost("approvals", ApproveAsync).RequireLevel(AccessLevel.Approve).LimitBody()
            .WithSummary("Approves a change in the caller's name; answers with the evidence.");
        group.MapDelete("approvals", WithdrawAsync).RequireLevel(AccessLevel.Approve).LimitBody()
            .WithSummary("Takes back what the caller has approved; answers with the evidence.");
        group.MapPost("waivers", WaiveAsync).RequireLevel(AccessLevel.Approve).LimitBody()
            .WithSummary("Lets one node of a change's verdict, or of its release's, through until a date, in the caller's name; answers with the evidence.");
    }

    private static async Task<LedgerEntry> ApproveAsync(
        [AsParameters] ChangeRoute route, HttpContext context, ChangeFinder finder, Interventions interventions)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        return await interventions.ApproveAsync(change.Id, context.Caller(), context.RequestAborted);
    }

    private static async Task<LedgerEntry> WithdrawAsync(
        [AsParameters] ChangeRoute route, HttpContext context, ChangeFinder finder, Interventions interventions)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        return await interventions.WithdrawAsync(change.Id, context.Caller(), context.RequestAborted);
    }

    private static async Task<LedgerEntry> WaiveAsync(
        [AsParameters] ChangeRoute route, WaiverRequest request, HttpContext context, ChangeFinder finder, Interventions interventions)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        return await interventions.WaiveAsync(change, request, context.Caller(), context.RequestAborted);
    }
}
