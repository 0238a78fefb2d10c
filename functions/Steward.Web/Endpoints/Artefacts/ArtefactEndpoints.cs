using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Antivirus;
using Steward.Stages.Security.Antivirus.Artefacts;
using Steward.Stages.Security.Antivirus.Quarantine;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Artefacts;

/// <summary>Takes artefacts into quarantine, lists them, and hands out those that are clean; and says how the virus scanners are.</summary>
public sealed class ArtefactEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/artefacts/{owner}/{name}/{sha}", AddAsync).RequireUpload(AccessScopes.Artefacts).LimitBody(ArtefactIntake.MaxBytes).WithTags("Artefacts")
            .WithSummary("An artefact of a commit, as the body (name=FILE names it). It is scanned in quarantine, and can be fetched once it is clean.");
        routes.MapGet("/api/artefacts/{owner}/{name}/{sha}", ListAsync).RequireLevel(AccessLevel.Read).WithTags("Artefacts")
            .WithSummary("The artefacts of a commit, each with what the scan said.");
        routes.MapGet("/api/artefacts/{owner}/{name}/content/{digest}", FetchAsync).RequireLevel(AccessLevel.Read).WithTags("Artefacts")
            .WithSummary("A clean artefact by its SHA-256; 403 when it is infected, 409 when it is not known to be clean.");
        routes.MapDelete("/api/artefacts/{owner}/{name}/quarantine", EmptyAsync).RequireLevel(AccessLevel.Approve).LimitBody().WithTags("Artefacts")
            .WithSummary("Removes from quarantine what was scanned and is not clean, before its thirty days are over; what is being scanned stays.");
        routes.MapGet("/api/antivirus", States).RequireLevel(AccessLevel.Read).WithTags("Health")
            .WithSummary("How each virus scanner was found when it was last spoken to.");
    }

    private static async Task<IResult> AddAsync([AsParameters] ProductRoute route, string sha, [FromServices] ArtefactIntake intake, HttpContext context)
    {
        var change = new ChangeId(route.Id, CommitSha.Parse(sha));
        var receipt = await intake.ReceiveAsync(change, context.Request.Query["name"], context.Request.Body, context.Caller().Name, context.RequestAborted);
        return Results.Json(receipt, Json.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync([AsParameters] ProductRoute route, string sha, [FromServices] ArtefactReader reader, CancellationToken cancellation) =>
        Results.Json(await reader.ListAsync(new ChangeId(route.Id, CommitSha.Parse(sha)), cancellation), Json.Options);

    private static async Task<IResult> FetchAsync([AsParameters] ProductRoute route, string digest, [FromServices] ArtefactReader reader, CancellationToken cancellation)
    {
        var (artefact, content) = await reader.OpenAsync(route.Id, digest, cancellation);
        return Results.Stream(content, "application/octet-stream", artefact.Name);
    }

    private static async Task<IResult> EmptyAsync([AsParameters] ProductRoute route, [FromServices] QuarantineDesk desk, HttpContext context) =>
        Results.Json(await desk.EmptyAsync(route.Id, context.Caller().Name, context.RequestAborted), Json.Options);

    private static IResult States([FromServices] IAntivirus antivirus) => Results.Json(antivirus.States, Json.Options);
}
