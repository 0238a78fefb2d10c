using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Security.Access.Asking;
using Steward.Stages.Security.Access.Systems;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Access;

/// <summary>Access by position: the plan, who may do what, and the approval of a plan.</summary>
public sealed class AccessEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/access").WithTags("Access");
        group.MapGet("plan", PlanAsync).RequireLevel(AccessLevel.Read).WithSummary("What would be changed now, with the brakes. Nothing is written anywhere.");
        group.MapGet("state", StateAsync).RequireLevel(AccessLevel.Administer).WithSummary("What the systems say now of what the file mentions.");
        group.MapGet("who", WhoAsync).RequireLevel(AccessLevel.Read).WithSummary("Who may do something now, with position and level.");
        group.MapGet("could", CouldAsync).RequireLevel(AccessLevel.Read).WithSummary("What somebody could do at a time, from the ledger.");
        group.MapPost("apply", ApplyAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Approves the plan of a digest in the caller's name and has it applied.");
    }

    private static Task<PlanAnswer> PlanAsync(AccessWork work, HttpContext context) => work.AskAsync("plan", context, work.Desk.PlanAsync);

    private static Task<IReadOnlyList<SystemState>> StateAsync(AccessWork work, HttpContext context) => work.AskAsync("state", context, work.Desk.StateAsync);

    private static Task<WhoAnswer> WhoAsync(string permission, AccessDesk desk, CancellationToken cancellation) => desk.WhoAsync(permission, cancellation);

    private static Task<CouldAnswer> CouldAsync(string name, DateTimeOffset at, AccessDesk desk, CancellationToken cancellation) => desk.CouldAsync(name, at, cancellation);

    private static Task<ApplyAnswer> ApplyAsync(ApplyRequest request, HttpContext context, AccessDesk desk) =>
        desk.ApplyAsync(request, context.Caller(), context.RequestAborted);
}
