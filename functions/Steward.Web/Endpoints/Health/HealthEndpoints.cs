using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Steward.Health;
using Steward.Stages.Security.Antivirus;

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
        INodeRole role, IStorageProbe storage, [FromServices] IEnumerable<IAntivirus> scanners, CancellationToken cancellation)
    {
        var answers = await storage.AnswersAsync(cancellation);
        var health = new HealthAnswer(answers ? "ok" : "degraded", role.Role, answers, Version) { Antivirus = Of([.. scanners.SelectMany(s => s.States)]) };
        return answers ? TypedResults.Ok(health) : TypedResults.Json(health, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static ScannersHealth? Of(IReadOnlyCollection<ScannerState> states) =>
        states.Count == 0 ? null : new ScannersHealth(states.Count, states.Count(s => s.Answers == false));
}
