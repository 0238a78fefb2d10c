using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;

namespace Steward.Stages;

/// <summary>Every capability there is, one line each, in the order of the verdict table.</summary>
public static class Capabilities
{
    /// <summary>The capabilities.</summary>
    public static IReadOnlyList<ICapability> All { get; } =
    [
        new Development.Environment.EnvironmentCapability(),
        new Development.Snapshots.SnapshotsCapability(),
        new Development.Backups.BackupsCapability(),
        new Testing.Results.ResultsCapability(),
        new Testing.Coverage.CoverageCapability(),
        new Testing.Expectations.ExpectationsCapability(),
        new Testing.History.HistoryCapability(),
        new Testing.Showing.ShowingCapability(),
        new Security.Licences.LicencesCapability(),
        new Security.Antivirus.AntivirusCapability(),
        new Security.Secrets.SecretsCapability(),
        new Security.Seats.SeatsCapability(),
        new Security.Access.AccessCapability(),
        new Release.Releases.ReleasesCapability(),
        new Release.Approvals.ApprovalsCapability(),
        new Release.Instructions.InstructionsCapability(),
        new Release.Code.CodeCapability(),
        new Release.Rules.RulesCapability(),
        new Release.Reviews.ReviewsCapability(),
        new Release.Deployments.DeploymentsCapability(),
        new Release.Tracing.TracingCapability(),
        new Monitoring.Errors.ErrorsCapability(),
    ];

    /// <summary>Registers the capabilities with a host: their services, tasks, criteria, sections and schedules.</summary>
    public static StageRegistry AddCapabilities(this IServiceCollection services, TaskCatalog catalog)
    {
        var registry = new StageRegistry();
        var builder = new CapabilityBuilder(services, catalog, registry);
        foreach (var capability in All) capability.Register(builder);
        services.AddSingleton(registry).AddSingleton(registry.Sections).AddSingleton(registry.Criteria).AddSingleton(registry.ReleaseCriteria);
        services.AddSingleton(catalog);
        return registry;
    }
}
