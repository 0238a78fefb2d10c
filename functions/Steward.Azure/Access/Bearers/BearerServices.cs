using Microsoft.Extensions.DependencyInjection;
using Steward.Access.Bearers;

namespace Steward.Azure.Access.Bearers;

/// <summary>Registers what recognises other issuers' tokens. Whose are believed: each <see cref="ITrustedIssuer"/> that is registered; none: nobody's.</summary>
public static class BearerServices
{
    /// <summary>Adds it. Needs a TimeProvider.</summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services) =>
        services.AddSingleton<IssuerHttp>().AddSingleton<IBearerTokens, JwtBearerTokens>();
}
