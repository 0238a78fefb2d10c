using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Steward.Stages.Security.Antivirus;

namespace Steward.Azure.Clamd;

/// <summary>Registers the scanner with a host.</summary>
public static class ClamdServices
{
    /// <summary>Adds <see cref="IAntivirus"/> by clamd. A TimeProvider must be registered.</summary>
    public static IServiceCollection AddClamd(this IServiceCollection services, ClamdOptions options) =>
        services.AddSingleton<IAntivirus>(provider =>
            new ClamdAntivirus(options, provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<ClamdAntivirus>>()));
}
