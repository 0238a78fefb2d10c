using Microsoft.AspNetCore.Routing;
using Steward.Web.Endpoints.Intake;

namespace Steward.Web.Endpoints;

/// <summary>Every group of endpoints, one line each.</summary>
public static class EndpointGroups
{
    /// <summary>The groups.</summary>
    public static IReadOnlyList<IEndpointGroup> All { get; } =
    [
        new WebhookEndpoints(),
        new TestResults.ResultsEndpoints(),
        new Coverage.CoverageEndpoints(),
        new Artefacts.ArtefactEndpoints(),
        new TestResults.TestHistoryEndpoints(),
        new Logs.LogsEndpoints(),
        new Health.HealthEndpoints(),
        new Products.ProductEndpoints(),
        new Changes.ChangeEndpoints(),
        new Changes.InterventionEndpoints(),
        new Changes.InstructionEndpoints(),
        new Gates.GateEndpoints(),
        new Proofs.EvidenceEndpoints(),
        new Orchestrations.OrchestrationEndpoints(),
        new Access.TokenEndpoints(),
        new Access.SignInEndpoints(),
        new Access.AccessEndpoints(),
        new Access.ReviewEndpoints(),
        new OpenApi.OpenApiEndpoints(),
        new Environments.EnvironmentEndpoints(),
        new Snapshots.SnapshotEndpoints(),
        new Backups.BackupEndpoints(),
        new Backups.AgentEndpoints(),
        new Backups.RestoreEndpoints(),
        new Backups.RestoreForms(),
        new Backups.BackupPages(),
        new Seats.SeatEndpoints(),
        new Seats.SeatPages(),
        new Releases.ReleaseEndpoints(),
        new Releases.CodeEndpoints(),
        new Releases.BaselineEndpoints(),
        new Releases.SbomEndpoints(),
        new Tracing.TraceEndpoints(),
        new Dashboard.AssetEndpoints(),
        new Dashboard.ProductPages(),
        new Dashboard.EvidencePages(),
        new Dashboard.ReleasePages(),
        new Dashboard.HistoryPages(),
        new Dashboard.ErrorPages(),
        new Dashboard.TestPages(),
        new Dashboard.LicencePages(),
        new Dashboard.OrchestrationPages(),
        new Dashboard.AccessPages(),
        new Dashboard.InterventionForms(),
    ];

    /// <summary>Maps all groups.</summary>
    public static void MapSteward(this IEndpointRouteBuilder routes)
    {
        foreach (var group in All) group.Map(routes);
    }
}
