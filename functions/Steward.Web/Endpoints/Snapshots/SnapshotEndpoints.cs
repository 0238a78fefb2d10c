using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Snapshots;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Snapshots;

/// <summary>Shows the snapshots of Steward's tables, and takes one. Restoring is done at the storage account itself, with the command line.</summary>
public sealed class SnapshotEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/snapshots").WithTags("Snapshots");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("The newest snapshots of Steward's tables, newest first.");
        group.MapPost("", TakeAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Starts taking a snapshot; the orchestration says when it is there.");
    }

    private static Task<SnapshotList> ListAsync(SnapshotControl control, CancellationToken cancellation) => control.ListAsync(cancellation);

    private static async Task<IResult> TakeAsync(SnapshotControl control, CancellationToken cancellation) =>
        Results.Json(await control.TakeAsync(cancellation), Json.Options, statusCode: StatusCodes.Status202Accepted);
}
