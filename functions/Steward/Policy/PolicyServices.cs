using Microsoft.Extensions.DependencyInjection;

namespace Steward.Policy;

/// <summary>Registers the policy room.</summary>
public static class PolicyServices
{
    /// <summary>Adds the reader (of all registered sections) and the loader. Needs the capabilities and the sources.</summary>
    public static IServiceCollection AddPolicy(this IServiceCollection services) => services
        .AddSingleton<IPolicyReader, PolicyReader>()
        .AddSingleton<PolicyLoader>();
}
