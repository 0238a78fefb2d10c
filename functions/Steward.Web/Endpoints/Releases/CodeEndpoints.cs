using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Release.Code;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Releases;

/// <summary>What processors have handled of a product's code.</summary>
public sealed class CodeEndpoints : IEndpointGroup
{
    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/products/{owner}/{name}/code", GetAsync).RequireLevel(AccessLevel.Read)
            .WithSummary("Every file and changed line of ref=REF as if it were to be released now, against the processors that its policy asks for. Nothing is written.");

    private static async Task<IResult> GetAsync([AsParameters] ProductRoute route, string? @ref, CodeReports reports, PreviewLimit limit, HttpContext context)
    {
        var asked = new PreviewKey(context.Caller().Name, route.Id, $"code {@ref}");
        return Results.Json(await limit.RunAsync(asked, stop => reports.ReadAsync(route.Id, @ref ?? "", stop), context.RequestAborted), Json.Options);
    }
}
