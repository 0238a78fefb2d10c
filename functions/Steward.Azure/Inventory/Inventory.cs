using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Steward.Stages.Development.Environment;

namespace Steward.Azure.Inventory;

/// <summary>What this machine has installed.</summary>
public static class Inventory
{
    /// <summary>Every provider there is, one line each.</summary>
    public static IReadOnlyList<IInventoryProvider> Providers { get; } =
    [
        new ProgramProvider("dotnet-sdk", "dotnet", ["--list-sdks"], line => line.Split(' ')[0]),
        new ProgramProvider("node", "node", ["--version"], line => line.TrimStart('v')),
        new ProgramProvider("npm", "npm", ["--version"], line => line),
        new ProgramProvider("git", "git", ["--version"], line => line.Split(' ') is [_, _, var version, ..] ? version : line),
        new AptProvider(),
        new NpmGlobalProvider(),
    ];

    /// <summary>Adds the comparison with this machine's inventory.</summary>
    public static IServiceCollection AddInventory(this IServiceCollection services)
    {
        foreach (var provider in Providers) services.AddSingleton(provider);
        services.TryAddSingleton<EnvironmentCheck>();
        return services;
    }
}
