using Microsoft.Extensions.DependencyInjection;

namespace Steward.Gates;

/// <summary>Registers the gates' room.</summary>
public static class GateServices
{
    /// <summary>Adds the gate for changes. Needs the capabilities.</summary>
    public static IServiceCollection AddGates(this IServiceCollection services) => services.AddSingleton<ChangeGate>();
}
