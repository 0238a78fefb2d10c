using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Access;
using Steward.Azure.Artefacts;
using Steward.Azure.Clamd;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Inventory;
using Steward.Azure.Ledger;
using Steward.Azure.Packages;
using Steward.Azure.Snapshots;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Azure.TestHistory;
using Steward.Changes;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Gates;
using Steward.Hosting.Schedules;
using Steward.Intake;
using Steward.Policy;
using Steward.Stages;
using Steward.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.Hosting;

/// <summary>Puts together what Steward is: what the core is made of, what it keeps its state in, and its endpoints.</summary>
public static class Composition
{
    /// <summary>Adds everything but the engine (<see cref="IOrchestrationClient"/>) and what runs it, which the host brings.</summary>
    public static IServiceCollection AddSteward(this IServiceCollection services, StewardOptions options, HostPlace place, TimeProvider time) => services
        .AddSingleton(time)
        .AddStorage(options)
        .AddSigner(options)
        .AddSources(options.Sources(place))
        .AddGrants(options)
        .AddBackups(options)
        .AddClamd(new ClamdOptions { Address = options.Clamd })
        .AddPackages(options.Packages)
        .AddInventory()
        .AddSeats(options)
        .AddCore(options, place)
        .AddSignIn(options)
        .AddStewardWeb(options.Web.At(place))
        .AddWebhookEndpoint()
        .AddSingleton<ScheduleStarter>()
        .AddSingleton<Persistence>()
        .AddFirstAdministrator(options);

    /// <summary>Every orchestrator, activity and schedule there is, as both hosts run them.</summary>
    public static (TaskCatalog Tasks, StageRegistry Stages) AddCatalog(this IServiceCollection services, IntakeOptions intake)
    {
        var tasks = new TaskCatalog();
        var stages = services.AddCapabilities(tasks);
        services.AddIntake(intake, tasks, stages).AddChanges(tasks).AddHousekeeping(tasks, stages);
        return (tasks, stages);
    }

    // In Functions requests come from their host alone, whatever the settings say.
    private static WebOptions At(this WebOptions web, HostPlace place) => new()
    {
        AllowedHosts = web.AllowedHosts,
        PathBase = web.PathBase,
        Proxies = web.Proxies,
        IsBehindFrontDoor = web.IsBehindFrontDoor || place == HostPlace.Functions,
    };

    private static IServiceCollection AddStorage(this IServiceCollection services, StewardOptions options) => services
        .AddSingleton(new StorageAccount(options.Storage))
        .AddIntakeStorage()
        .AddLedgerStorage()
        .AddErrorStorage()
        .AddArtefactStorage()
        .AddTestHistory()
        .AddSnapshotStorage()
        .AddAccessStorage();

    private static IServiceCollection AddSignIn(this IServiceCollection services, StewardOptions options) => options.SignIn.AddTo(services, options.Url.TrimEnd('/') + options.Web.PathBase);

    private static IServiceCollection AddGrants(this IServiceCollection services, StewardOptions options) => options.Access.AddTo(services, options.GitHub is not null);

    private static IServiceCollection AddBackups(this IServiceCollection services, StewardOptions options) => options.Backups.AddTo(services, options.Storage);

    private static IServiceCollection AddSigner(this IServiceCollection services, StewardOptions options) => options.SigningKey is { } key
        ? services.AddKeyVaultSigner(new Uri(key), new DefaultAzureCredential())
        : services.AddFileSigner(options.SigningKeyFile, "steward-local");

    private static IServiceCollection AddCore(this IServiceCollection services, StewardOptions options, HostPlace place)
    {
        services.AddCatalog(new IntakeOptions
        {
            Secrets = [.. options.WebhookSecrets],
            // Behind the answer a Functions instance may be frozen or taken away.
            DispatchBeforeAnswer = place == HostPlace.Functions,
        });
        return services.AddPolicy().AddGates();
    }
}
