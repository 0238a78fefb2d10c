using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
using Steward.Stages.Security.Seats.Changes;
using Steward.Stages.Security.Seats.Csv;
using Steward.Stages.Security.Seats.Use;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Seats;

/// <summary>Shows and changes the inventory of bought licences.</summary>
public sealed class SeatEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/seats").WithTags("Seats");
        group.MapGet("", ListAsync).RequireLevel(AccessLevel.Read).WithSummary("Every licence: its seats compared with their use, forecasts and warnings.");
        group.MapGet("{licence}", ShowAsync).RequireLevel(AccessLevel.Read).WithSummary("One licence with its history.");
        group.MapPost("import", ImportAsync).RequireLevel(AccessLevel.Administer).LimitBody(SeatCsv.MaxBytes)
            .WithSummary("Imports a CSV file; bad rows stop all of it unless partial=true. dryRun=true only says what would change.");
        group.MapPost("import/github/{organisation}", ReadGitHubAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Imports the seats of a GitHub organisation.");
        group.MapPost("assign", AssignAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Gives a person a seat.");
        group.MapPost("return", ReturnAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Takes back a person's seat of one licence, or of all.");
        group.MapGet("leavers", LookAtLeaversAsync).RequireLevel(AccessLevel.Read).WithSummary("Who has left and still has seats, and whether the brake keeps them from being returned.");
        group.MapPost("leavers", ReturnOfLeaversAsync).RequireLevel(AccessLevel.Administer).LimitBody().WithSummary("Takes back the seats of everybody who has left.");
    }

    private static async Task<IResult> ListAsync(SeatOverview overview, CancellationToken cancellation) =>
        Results.Json(await overview.ReportAsync(cancellation), Json.Options);

    private static async Task<IResult> ShowAsync(string licence, SeatOverview overview, CancellationToken cancellation) =>
        Results.Json(await overview.HistoryAsync(licence, cancellation), Json.Options);

    private static async Task<IResult> ImportAsync([AsParameters] ImportQuery query, SeatImports imports, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var import = SeatCsv.Read(body.GetBuffer().AsSpan(0, (int)body.Length), query.Dates);
        return Results.Json(await imports.ImportAsync(import, query.Mode, context.Caller().Name, context.RequestAborted), Json.Options);
    }

    private static async Task<IResult> ReadGitHubAsync(string organisation, [AsParameters] ImportQuery query, ISeatSource source, SeatImports imports, HttpContext context)
    {
        if (!ProductId.TryParse($"{organisation}/x", out _)) throw StewardException.Invalid($"'{Texts.Clip(organisation, 100)}' is no organisation.");
        var import = await source.ReadAsync(organisation, context.RequestAborted);
        var mode = new ImportMode(query.DryRun ?? false, Complete: true, Override: query.Override ?? false);
        return Results.Json(await imports.ImportAsync(import, mode, context.Caller().Name, context.RequestAborted), Json.Options);
    }

    // What an import left is done first: it is older than what is asked for here.
    private static async Task<IResult> AssignAsync(AssignRequest request, SeatInventory inventory, SeatImports imports, HttpContext context)
    {
        await imports.CompleteAsync(context.RequestAborted);
        return Results.Json(new SeatsChanged(await inventory.AssignAsync(request.Licence, request.Person, request.Beyond, context.Caller().Name, context.RequestAborted)), Json.Options);
    }

    private static async Task<IResult> ReturnAsync(ReturnRequest request, SeatInventory inventory, SeatImports imports, HttpContext context)
    {
        await imports.CompleteAsync(context.RequestAborted);
        return Results.Json(new SeatsChanged(await inventory.ReturnAsync(request.Person, request.Licence, "by hand", context.Caller().Name, context.RequestAborted)), Json.Options);
    }

    private static async Task<IResult> LookAtLeaversAsync(SeatLeavers leavers, TimeProvider time, CancellationToken cancellation) =>
        Results.Json(await leavers.LookAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellation), Json.Options);

    private static async Task<IResult> ReturnOfLeaversAsync(LeaversRequest request, SeatLeavers leavers, TimeProvider time, HttpContext context) =>
        Results.Json(await leavers.ReturnAsync(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), request.Override, context.Caller().Name, context.RequestAborted), Json.Options);
}

/// <summary>How a file is imported.</summary>
internal readonly record struct ImportQuery([FromQuery] bool? DryRun, [FromQuery] bool? Partial, [FromQuery] bool? Complete, [FromQuery] bool? Override, [FromQuery] string? Dates)
{
    public ImportMode Mode => new(DryRun ?? false, Partial ?? false, Complete ?? false, Override ?? false);
}
