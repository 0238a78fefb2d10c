using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Steward.Engine.Embedded;

/// <summary>Registers the embedded engine with a host.</summary>
public static class EmbeddedEngineServices
{
    /// <summary>Adds the engine as the host's orchestration client, started and stopped with it.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, EngineOptions options) =>
        services.AddEmbeddedEngine(_ => options);

    /// <summary>The same, with options made from services (the storage account). Needs TaskCatalog, TimeProvider and logging.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, Func<IServiceProvider, EngineOptions> options) => services
        .AddSingleton(options)
        .AddSingleton<EmbeddedEngine>()
        .AddSingleton<IOrchestrationClient>(provider => provider.GetRequiredService<EmbeddedEngine>())
        .AddSingleton<IHostedService, EngineLifetime>();

    private sealed class EngineLifetime(EmbeddedEngine engine) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
    }
}
