using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.GitHub;
using Steward.Azure.Grants.Arm;
using Steward.Azure.Grants.GitHub;
using Steward.Kernel;
using Steward.Stages.Security.Access.Systems;

namespace Steward.Azure.Grants;

/// <summary>Registers the systems whose grants are administered, and makes them for commands that run without a server.</summary>
public static class GrantServices
{
    /// <summary>GitHub, as the app's installation on the organisation. Needs <see cref="GitHubConnections"/>.</summary>
    public static IServiceCollection AddGitHubGrants(this IServiceCollection services) => services.AddSingleton<IGrantSystem>(s =>
        new GitHubGrants(s.GetRequiredService<GitHubConnections>().ForOrganisation, _ => Task.FromResult<string?>(null), s.GetRequiredService<TimeProvider>()));

    /// <summary>Azure's role assignments, with a credential of this host.</summary>
    public static IServiceCollection AddArmGrants(this IServiceCollection services, ArmOptions options) =>
        services.AddSingleton<IGrantSystem>(s => CreateArm(options, s.GetRequiredService<TimeProvider>()));

    /// <summary>GitHub with a person's token. The token goes to the address alone.</summary>
    /// <exception cref="StewardException">Invalid: the address cannot be one.</exception>
    public static IGrantSystem CreateGitHub(Uri address, string token, TimeProvider time)
    {
        var api = PersonalAccess.Open(address, token, time);
        return new GitHubGrants(_ => api, async cancellation => (await api.ReadAsync<ListedAccount>("user", cancellation)).Login, time);
    }

    /// <summary>Azure with a credential.</summary>
    public static IGrantSystem CreateArm(ArmOptions options, TimeProvider time) => new ArmGrants(new ArmHttp(options), time);
}
