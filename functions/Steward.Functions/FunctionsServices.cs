using Microsoft.Extensions.DependencyInjection;
using Steward.Engine;
using Steward.Functions.Durable;
using Steward.Functions.Http;

namespace Steward.Functions;

/// <summary>What the Functions host adds: Durable Functions as the engine, and the way in for its triggers.</summary>
internal static class FunctionsServices
{
    public static IServiceCollection AddFunctions(this IServiceCollection services) => services
        .AddSingleton<DurableClients>()
        .AddSingleton<IOrchestrationClient, DurableClient>()
        .AddSingleton<TaskRunner>()
        .AddSingleton<FrontDoor>();
}
