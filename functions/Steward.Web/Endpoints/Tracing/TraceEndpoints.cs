using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Release.Tracing;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Tracing;

/// <summary>Where a line comes from and what was done with it, and which releases contain something.</summary>
public sealed class TraceEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/products/{owner}/{name}/trace").WithTags("Trace");
        group.MapGet("", LineAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("Of a line (path, line, and ref: a branch, tag or commit, by default the default branch): its commit, its change, and every evidence in the order of the ledger with its proof.");
        group.MapGet("releases", ReleasesAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("Which releases contain one of: evidence=INDEX (its subject), commit=SHA, blob=SHA, dependency=NAME[@VERSION].");
    }

    private static async Task<IResult> LineAsync(
        [AsParameters] ProductRoute route, string? path, string? line, string? @ref, LineTracer tracer, CancellationToken cancellation) =>
        Results.Json(await tracer.TraceAsync(route.Id, TracePlace.Parse(path, line, @ref), cancellation), Json.Options);

    private static async Task<IResult> ReleasesAsync([AsParameters] ReleasesQuery query, ReleaseTracer tracer, CancellationToken cancellation) =>
        Results.Json(await tracer.TraceAsync(query.Product, query.Question, cancellation), Json.Options);
}
