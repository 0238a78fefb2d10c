using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Stages.Security.Access.Reviews;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Access;

/// <summary>The quarterly review of access.</summary>
public sealed class ReviewEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/access/review").WithTags("Access");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("The newest review with the answers so far.");
        group.MapPost("confirm", ConfirmAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Confirms a line in the caller's name.");
        group.MapPost("revoke", RevokeAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Says in the caller's name that a line is not to be; the file is then changed by people.");
    }

    private static Task<ReviewAnswer> ListAsync(ReviewDesk desk, CancellationToken cancellation) => desk.ListAsync(cancellation);

    private static Task<ReviewAnswer> ConfirmAsync(ReviewSaid said, HttpContext context, ReviewDesk desk) => desk.SayAsync(said.Line, true, context.Caller(), context.RequestAborted);

    private static Task<ReviewAnswer> RevokeAsync(ReviewSaid said, HttpContext context, ReviewDesk desk) => desk.SayAsync(said.Line, false, context.Caller(), context.RequestAborted);
}
