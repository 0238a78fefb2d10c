using Steward.Azure.Storage;
using Steward.Engine.Embedded;
using Steward.Health;
using Steward.Hosting;

namespace Steward.Local;

/// <summary>What the local host adds: the embedded engine, the schedules' clock, and the sign-in of its own user.</summary>
internal static class Composition
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddLocal(this IServiceCollection services, StewardOptions options) => services
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
