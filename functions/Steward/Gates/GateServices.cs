using Microsoft.Extensions.DependencyInjection;
using Steward.Gates.Assumptions;

namespace Steward.Gates;

/// <summary>Registers the gates' room.</summary>
public static class GateServices
{
    /// <summary>Adds the gate for changes and what may be assumed of it. Needs the capabilities.</summary>
    public static IServiceCollection AddGates(this IServiceCollection services) => services
        .AddSingleton<ChangeGate>()
        .AddSingleton<WhatIf>()
        .AddSingleton<IAssumption, WaivedAssumption>()
        .AddSingleton<IAssumption, OutcomeAssumption>();
}
