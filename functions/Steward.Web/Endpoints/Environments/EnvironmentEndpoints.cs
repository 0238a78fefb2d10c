using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Steward.Access;
using Steward.Kernel;
using Steward.Stages.Development.Environment;
using Steward.Web.Access;
using Steward.Web.Http;

namespace Steward.Web.Endpoints.Environments;

/// <summary>Takes machines' reports of their environments.</summary>
public sealed class EnvironmentEndpoints : IEndpointGroup
{
    // Enough for the 1,000 items that a report may have.
    private const long MaxBytes = 1024 * 1024;

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/environments/{owner}/{name}", AddAsync).RequireUpload(AccessScopes.Machines).LimitBody(MaxBytes)
            .WithSummary("A machine's report: its items compared with the environment that the policy declares.");

    private static async Task<IResult> AddAsync([AsParameters] ProductRoute route, MachineReport report, MachineReports reports, HttpContext context)
    {
        var entry = await reports.AddAsync(route.Id, report, context.Caller().Name, context.RequestAborted);
        return Results.Json(new EnvironmentRecorded(entry.Index, entry.Evidence.Outcome), Json.Options);
    }
}

/// <summary>The answer.</summary>
/// <param name="Index">The evidence's index in the ledger.</param>
/// <param name="Outcome">Pass: in sync; Fail: drift.</param>
public sealed record EnvironmentRecorded(long Index, Ledger.EvidenceOutcome Outcome);
