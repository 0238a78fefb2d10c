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
    }

    private static async Task<IResult> ListAsync(SeatOverview overview, CancellationToken cancellation) =>
        Results.Json(await overview.ReportAsync(cancellation), Json.Options);

    private static async Task<IResult> ShowAsync(string licence, SeatOverview overview, CancellationToken cancellation) =>
        Results.Json(await overview.HistoryAsync(licence, cancellation), Json.Options);

    private static async Task<IResult> ImportAsync([AsParameters] ImportQuery query, SeatInventory inventory, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var import = SeatCsv.Read(body.GetBuffer().AsSpan(0, (int)body.Length), query.Dates);
        return Results.Json(await inventory.ImportAsync(import, query.Mode, context.Caller().Name, context.RequestAborted), Json.Options);
    }

    private static async Task<IResult> ReadGitHubAsync(string organisation, bool? dryRun, ISeatSource source, SeatInventory inventory, HttpContext context)
    {
        if (!ProductId.TryParse($"{organisation}/x", out _)) throw StewardException.Invalid($"'{Texts.Clip(organisation, 100)}' is no organisation.");
        var import = await source.ReadAsync(organisation, context.RequestAborted);
        var mode = new ImportMode(DryRun: dryRun ?? false, Complete: true);
        return Results.Json(await inventory.ImportAsync(import, mode, context.Caller().Name, context.RequestAborted), Json.Options);
    }

    private static async Task<IResult> AssignAsync(AssignRequest request, SeatInventory inventory, HttpContext context) =>
        Results.Json(new SeatsChanged(await inventory.AssignAsync(request.Licence, request.Person, request.Beyond, context.Caller().Name, context.RequestAborted)), Json.Options);

    private static async Task<IResult> ReturnAsync(ReturnRequest request, SeatInventory inventory, HttpContext context) =>
        Results.Json(new SeatsChanged(await inventory.ReturnAsync(request.Person, request.Licence, "by hand", context.Caller().Name, context.RequestAborted)), Json.Options);
}

/// <summary>How a file is imported.</summary>
internal readonly record struct ImportQuery([FromQuery] bool? DryRun, [FromQuery] bool? Partial, [FromQuery] bool? Complete, [FromQuery] string? Dates)
{
    public ImportMode Mode => new(DryRun ?? false, Partial ?? false, Complete ?? false);
}
