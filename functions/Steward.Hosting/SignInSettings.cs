using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Access.Bearers;

namespace Steward.Hosting;

/// <summary>How long tokens last, and whose tokens are believed besides Steward's own.</summary>
public sealed class SignInSettings
{
    /// <summary>How long Steward's own tokens last.</summary>
    public TokenOptions Tokens { get; set; } = new();

    /// <summary>How many failed authentications of an address are borne.</summary>
    public FailureLimitOptions Failures { get; set; } = new();

    /// <summary>Jobs of GitHub Actions, which upload without a token of Steward's; null: none.</summary>
    public GitHubActionsOptions? GitHubActions { get; set; }

    /// <summary>People and programs of Entra ID; null: none.</summary>
    public EntraOptions? Entra { get; set; }

    internal IEnumerable<string> Problems(HostPlace place)
    {
        foreach (var problem in Tokens.Problems()) yield return $"Tokens.{problem}";
        if (Failures.PerMinute < 1) yield return "Failures.PerMinute: must be 1 at least.";
        foreach (var problem in GitHubActions?.Problems() ?? []) yield return $"GitHubActions.{problem}";
        // A host in the cloud does not know by which name it is asked.
        if (place == HostPlace.Functions && GitHubActions is { Audiences.Count: 0 }) yield return "GitHubActions.Audiences: give Steward's address, as STEWARD_URL has it in the jobs.";
        foreach (var problem in Entra?.Problems() ?? []) yield return $"Entra.{problem}";
    }

    internal IServiceCollection AddTo(IServiceCollection services, string ownAddress)
    {
        services.AddSingleton(Tokens).AddSingleton(Failures);
        if (GitHubActions is { } jobs)
            services.AddSingleton<ITrustedIssuer>(new GitHubActionsIssuer(jobs, jobs.Audiences.Count > 0 ? [.. jobs.Audiences] : [ownAddress]));
        foreach (var tenant in Entra?.Tenants.Distinct(StringComparer.OrdinalIgnoreCase) ?? [])
            services.AddSingleton<ITrustedIssuer>(new EntraIssuer(tenant.ToLowerInvariant(), Entra!));
        return services;
    }
}
