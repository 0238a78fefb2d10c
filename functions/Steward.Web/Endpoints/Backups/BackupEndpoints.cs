using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Showing;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Backups;

/// <summary>The plans of backups: how they stand, and one now.</summary>
public sealed class BackupEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backups").WithTags("Backups").KeepsToReach();
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("Every plan in force: its newest backup and drill, what is due, and orders under way.");
        group.MapGet("plan", ShowAsync).RequireLevel(AccessLevel.Read).WithSummary("One plan with its newest runs: ?plan=owner/name:plan or servers:plan.");
        group.MapPost("order", OrderAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithSummary("Orders a backup or a drill of a plan now.");
        group.MapPost("look", LookAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Reads the plans and orders what is due now, instead of within five minutes.");
    }

    private static Task<LookAsked> LookAsync(HttpContext context, PlanDesk desk) => desk.LookAsync(context.RequestAborted);

    private static Task<BackupReport> ListAsync(HttpContext context, PlanDesk desk) => desk.ReadAsync(context.Caller(), context.RequestAborted);

    private static Task<PlanReport> ShowAsync(string plan, HttpContext context, PlanDesk desk) => desk.ShowAsync(plan, context.Caller(), context.RequestAborted);

    private static Task<BackupOrder> OrderAsync(OrderAsk ask, HttpContext context, PlanDesk desk) => desk.OrderAsync(ask.Plan, ask.Drill, context.Caller(), context.RequestAborted);
}

/// <summary>Somebody orders something now.</summary>
/// <param name="Plan">The plan: <c>servers:db1</c>.</param>
/// <param name="Drill">A drill instead of a backup.</param>
public sealed record OrderAsk(string Plan, bool Drill = false);
