using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Announcements;
using Steward.Stages.Testing.Results.Reading;
using Steward.Stages.Testing.Results.Uploads;
using Steward.Stages.Testing.Showing;
using Steward.Web.Access;
using Steward.Web.Http;
using Steward.Web.Uploads;

namespace Steward.Web.Endpoints.TestResults;

/// <summary>Takes reports of test sets, and shows what is known of them.</summary>
public sealed class ResultsEndpoints : IEndpointGroup
{
    private const int DefaultTests = 100;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/results/{owner}/{name}/{sha}", AddAsync).RequireUpload(AccessScopes.Results).LimitBody(ReportLimits.MaxBytes)
            .WithTags("Results")
            .WithSummary("Reports of a test set about a commit (set=NAME, attempt=1, shard=K/N): one as the body, or several as multipart/form-data, or archives of them (zip, tar, tar.gz, gz), 100 MB in all.");
        routes.MapGet("/api/results/{owner}/{name}/{sha}", ShowAsync).RequireLevel(AccessLevel.Read).WithTags("Results")
            .WithSummary("What is known of the tests of a commit: each set with its verdict, parts, attempts and tests, those that are not in order first (set=NAME, page=1, count=100 tests of each set, at most 1000).");
        routes.MapPost("/api/results/{owner}/{name}/{sha}/announce", AnnounceAsync).RequireUpload(AccessScopes.Results).LimitBody(AnnouncementBody.MaxBytes)
            .Accepts<IReadOnlyList<Announcement>>("application/json").WithTags("Results")
            .WithSummary("What will be reported about a commit: one {set, attempt, shards, shard, parts, tests, state, reason}, or a list of them. Until it has come, the set is Missing.");
    }

    private static async Task<IResult> ShowAsync(
        [AsParameters] ProductRoute route, string sha, string? set, int? page, int? count, ResultsReader reader, CancellationToken cancellation) =>
        Results.Json(await reader.ReadAsync(new ChangeId(route.Id, CommitSha.Parse(sha)), new ResultsQuery(set, page ?? 1, count ?? DefaultTests), cancellation), Json.Options);

    private static async Task<IResult> AddAsync(
        [AsParameters] ProductRoute route, string sha, string? set, int? attempt, string? shard, ResultsIntake intake, HttpContext context)
    {
        var change = new ChangeId(route.Id, CommitSha.Parse(sha));
        var upload = ResultsUpload.Of(change, set, attempt ?? 1, context.Caller().Name, shard) with { Origin = context.Caller().Origin };
        await using var files = await UploadedFiles.TakeAsync(context.Request, context.RequestAborted);
        var reports = files.Files.Select(f => new UploadedReport(f.Name, f.Content, f.Digest)).ToList();
        return Results.Json(await intake.ReceiveAsync(upload, reports, context.RequestAborted), Json.Options);
    }

    private static async Task<IResult> AnnounceAsync([AsParameters] ProductRoute route, string sha, AnnouncementIntake intake, HttpContext context)
    {
        var change = new ChangeId(route.Id, CommitSha.Parse(sha));
        var announcements = await AnnouncementBody.ReadAsync(context.Request, context.RequestAborted);
        return Results.Json(await intake.ReceiveAsync(change, announcements, AnnouncementSource.Api, context.Caller().Name, context.RequestAborted), Json.Options);
    }
}
