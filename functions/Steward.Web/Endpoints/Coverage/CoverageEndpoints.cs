using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Testing.Coverage.Uploads;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Steward.Web.Access;
using Steward.Web.Http;
using Steward.Web.Uploads;

namespace Steward.Web.Endpoints.Coverage;

/// <summary>Takes reports of coverage.</summary>
public sealed class CoverageEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/coverage/{owner}/{name}/{sha}", AddAsync).RequireUpload(AccessScopes.Coverage).LimitBody(ReportLimits.MaxBytes)
            .WithTags("Results")
            .WithSummary("Reports of a test set's coverage of a commit (set=NAME, attempt=1): one as the body, or several as multipart/form-data, or archives of them (zip, tar, tar.gz, gz), 100 MB in all.");

    private static async Task<IResult> AddAsync(
        [AsParameters] ProductRoute route, string sha, string? set, int? attempt, CoverageIntake intake, HttpContext context)
    {
        var upload = CoverageUpload.Of(new ChangeId(route.Id, CommitSha.Parse(sha)), set, attempt ?? 1, context.Caller().Name) with { Origin = context.Caller().Origin };
        await using var files = await UploadedFiles.TakeAsync(context.Request, context.RequestAborted);
        var reports = files.Files.Select(f => new UploadedReport(f.Name, f.Content, f.Digest)).ToList();
        return Microsoft.AspNetCore.Http.Results.Json(await intake.ReceiveAsync(upload, reports, context.RequestAborted), Json.Options);
    }
}
