using Serilog;
using Steward.Azure.Access;
using Steward.Azure.Clamd;
using Steward.Azure.Errors;
using Steward.Azure.Intake;
using Steward.Azure.Inventory;
using Steward.Azure.Ledger;
using Steward.Azure.Packages;
using Steward.Azure.Snapshots;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Changes;
using Steward.Changes.Housekeeping;
using Steward.Engine;
using Steward.Engine.Embedded;
using Steward.Gates;
using Steward.Health;
using Steward.Intake;
using Steward.Policy;
using Steward.Stages;
using Steward.Web;
using Steward.Web.Endpoints.Intake;

namespace Steward.Local;

/// <summary>Puts the local host together: what the core is made of, what it keeps its state in, and what runs it.</summary>
internal static class Composition
{
    /// <summary>Adds everything that Steward is.</summary>
    public static IServiceCollection AddSteward(this IServiceCollection services, StewardOptions options, TimeProvider time) => services
        .AddSingleton(time)
        .AddStorage(options)
        .AddOutside(options)
        .AddCore(options)
        .AddStewardWeb(new WebOptions())
        .AddWebhookEndpoint()
        .AddRunning(options);

    /// <summary>The log: JSON lines on standard output, with the scopes (delivery, instance) of each line.</summary>
    public static WebApplicationBuilder LogStructured(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSerilog((_, log) => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Azure", Serilog.Events.LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new Serilog.Formatting.Compact.CompactJsonFormatter()));
        return builder;
    }

    private static IServiceCollection AddStorage(this IServiceCollection services, StewardOptions options) => services
        .AddSingleton(new StorageAccount(options.Storage))
        .AddIntakeStorage()
        .AddLedgerStorage()
        .AddFileSigner(options.SigningKeyFile, "steward-local")
        .AddErrorStorage()
        .AddSnapshotStorage()
        .AddAccessStorage();

    private static IServiceCollection AddOutside(this IServiceCollection services, StewardOptions options) => services
        .AddSources(options.Sources())
        .AddClamd(new ClamdOptions { Address = options.Clamd })
        .AddPackages(options.Packages)
        .AddInventory();

    private static IServiceCollection AddCore(this IServiceCollection services, StewardOptions options)
    {
        var catalog = new TaskCatalog();
        var registry = services.AddCapabilities(catalog);
        return services
            .AddIntake(new IntakeOptions { Secrets = [.. options.WebhookSecrets] }, catalog, registry)
            .AddChanges(catalog)
            .AddHousekeeping(catalog, registry)
            .AddPolicy()
            .AddGates();
    }

    private static IServiceCollection AddRunning(this IServiceCollection services, StewardOptions options) => services
        .AddSingleton(_ => LeaseFile.Open(options.SignInFolder))
        .AddEmbeddedEngine(provider => EngineOptionsOf(provider.GetRequiredService<StorageAccount>(), provider.GetRequiredService<LeaseFile>()))
        .AddSingleton<INodeRole, EngineRole>()
        .AddSingleton(new SignInFolder(options.SignInFolder))
        .AddHostedService<SignInService>()
        .AddHostedService<ScheduleService>();

    private static EngineOptions EngineOptionsOf(StorageAccount account, LeaseFile lease) => new()
    {
        LeaseMemory = lease,
        Table = () => account.TableAsync("Engine"),
        Container = () => account.ContainerAsync("engine"),
    };
}
