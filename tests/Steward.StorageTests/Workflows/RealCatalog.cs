using Microsoft.Extensions.DependencyInjection;
using Steward.Changes;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Intake;
using Steward.Stages;

namespace Steward.StorageTests.Workflows;

/// <summary>Every workflow that both hosts register.</summary>
internal static class RealCatalog
{
    public static TaskCatalog Create()
    {
        var (catalog, services) = (new TaskCatalog(), new ServiceCollection());
        var registry = services.AddCapabilities(catalog);
        services.AddIntake(new IntakeOptions { Secrets = ["0123456789abcdef"] }, catalog, registry).AddChanges(catalog).AddHousekeeping(catalog, registry);
        return catalog;
    }
}
