using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Steward.Health;

namespace Steward.Web.Endpoints.Health;

/// <summary>Whether this node lives, for probes and balancers.</summary>
public sealed class HealthEndpoints : IEndpointGroup
{
    private static readonly string Version =
        typeof(HealthEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", AskAsync).OpenToAll().WithSummary("Whether this node is active or on standby, and whether storage answers.").WithTags("Health");

    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> AskAsync(
        INodeRole role, IStorageProbe storage, CancellationToken cancellation)
    {
        var answers = await storage.AnswersAsync(cancellation);
        var health = new HealthAnswer(answers ? "ok" : "degraded", role.Role, answers, Version);
        return answers ? TypedResults.Ok(health) : TypedResults.Json(health, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
