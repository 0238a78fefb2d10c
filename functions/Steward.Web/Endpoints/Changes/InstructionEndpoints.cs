using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Changes;
using Steward.Ledger;
using Steward.Stages.Release.Instructions;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Changes;

/// <summary>What is to be done for the release of a commit, and who did it.</summary>
public sealed class InstructionEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}/changes/{change}/instructions").WithTags("Changes");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("The instructions for the release of a commit, each with whether it is carried out.");
        group.MapPost("", SayAsync).RequireLevel(AccessLevel.Approve).LimitBody()
            .WithSummary("Says in the caller's name that an instruction is carried out, or with undo that it is not; answers with the evidence.");
    }

    private static async Task<InstructionsView> ListAsync(
        [AsParameters] ChangeRoute route, ChangeFinder finder, InstructionDesk desk, CancellationToken cancellation)
    {
        var change = await finder.FindAsync(route.Product, route.Text, cancellation);
        return await desk.ListAsync(change.Id, cancellation);
    }

    private static async Task<LedgerEntry> SayAsync(
        [AsParameters] ChangeRoute route, InstructionSaid said, HttpContext context, ChangeFinder finder, InstructionDesk desk)
    {
        var change = await finder.FindAsync(route.Product, route.Text, context.RequestAborted);
        return await desk.SayAsync(change.Id, said, context.Caller(), context.RequestAborted);
    }
}
