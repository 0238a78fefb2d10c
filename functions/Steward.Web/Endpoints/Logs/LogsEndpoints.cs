using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Monitoring.Errors.Reports;
using Steward.Web.Access;
using Steward.Web.Http;
using Steward.Web.Uploads;

namespace Steward.Web.Endpoints.Logs;

/// <summary>Takes the error lines of released products, and reports them.</summary>
public sealed class LogsEndpoints : IEndpointGroup
{
    private const long MaxBytes = 10 * 1024 * 1024;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/logs/{owner}/{name}/{release}", AddAsync).RequireUpload(AccessScopes.Logs).LimitBody(MaxBytes).WithTags("Errors")
            .WithSummary("Error lines of a release, plain or JSON lines, 10 MB at most; the same lines, or the same Idempotency-Key, count once.");
        routes.MapGet("/api/products/{owner}/{name}/errors/{release}", ReportAsync).RequireLevel(AccessLevel.Read).WithTags("Errors")
            .WithSummary("The error groups of a release: what is new, increased and gone since the release before, or since=TAG.");
    }

    private static async Task<IResult> AddAsync(
        [AsParameters] ReleaseRoute route, ErrorsIntake intake, TimeProvider time, HttpContext context)
    {
        await using var body = await BufferedUpload.TakeAsync("body", context.Request.Body, context.RequestAborted);
        var key = context.Request.Headers["Idempotency-Key"].FirstOrDefault();
        var upload = ErrorUpload.Of(route.Product, route.Tag, key, body.Digest, (context.Caller().Name, time.GetUtcNow())) with { Origin = context.Caller().Origin };
        using var lines = new StreamReader(body.Content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        return Results.Json(await intake.ReceiveAsync(upload, lines, context.RequestAborted), Json.Options);
    }

    private static async Task<IResult> ReportAsync(
        [AsParameters] ReleaseRoute route, string? since, ErrorReports reports, CancellationToken cancellation) =>
        Results.Json(await reports.OfAsync(route.Product, route.Tag, since, cancellation), Json.Options);
}
