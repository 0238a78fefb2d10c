using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Backups;

/// <summary>Where agents get their orders and report them. Which agent asks is said by its token alone.</summary>
public sealed class AgentEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        // An order belongs to the token's agent, whatever product its plan is of.
        var group = routes.MapGroup("/api/backups/orders").WithTags("Backups").RequireUpload(AccessScopes.Agent).KeepsToReach();
        group.MapGet("", ListAsync).WithSummary("The orders of the agent that the token is for, oldest first.");
        group.MapPost("{id}/claim", ClaimAsync).LimitBody().WithSummary("Claims an order for one running program; another one of the same name is refused with 409.");
        group.MapPost("{id}/progress", ProgressAsync).LimitBody().WithSummary("Says how far it is; 409 when the claim is over and the work is to be ended.");
        group.MapPost("{id}/report", ReportAsync).LimitBody().WithSummary("Says how it ended; the same again changes nothing.");
    }

    private static Task<AgentOrders> ListAsync(HttpContext context, AgentDesk desk) => desk.ListAsync(context.Caller(), context.RequestAborted);

    private static Task<AgentOrder> ClaimAsync(string id, ClaimRequest request, HttpContext context, AgentDesk desk) =>
        desk.ClaimAsync(id, request, context.Caller(), context.RequestAborted);

    private static async Task<OrderHeard> ProgressAsync(string id, ProgressReport report, HttpContext context, AgentDesk desk)
    {
        await desk.ProgressAsync(id, report, context.Caller(), context.RequestAborted);
        return new OrderHeard(id);
    }

    private static async Task<OrderHeard> ReportAsync(string id, OrderReport report, HttpContext context, AgentDesk desk)
    {
        await desk.ReportAsync(id, report, context.Caller(), context.RequestAborted);
        return new OrderHeard(id);
    }
}

/// <summary>What an agent said was heard.</summary>
/// <param name="Order">The order.</param>
public sealed record OrderHeard(string Order);
