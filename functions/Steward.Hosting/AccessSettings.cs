using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Grants;
using Steward.Azure.Grants.Arm;
using Steward.Kernel;
using Steward.Stages.Security.Access.Running;

namespace Steward.Hosting;

/// <summary>Access by position.</summary>
public sealed class AccessSettings
{
    /// <summary>The repository with steward-access.yaml, owner/name, a registered product; null: access is not administered here.</summary>
    public string? Repository { get; set; }

    /// <summary>Whether Azure's role assignments are administered, with this host's own identity.</summary>
    public bool Azure { get; set; }

    /// <summary>The address of Azure Resource Manager; in other clouds than the public one another.</summary>
    public string AzureAddress { get; set; } = "https://management.azure.com/";

    internal IEnumerable<string> Problems()
    {
        if (Repository is not null && !ProductId.TryParse(Repository, out _)) yield return $"Access.Repository: '{Texts.Clip(Repository, 100)}' is no repository as owner/name.";
        if (!Uri.TryCreate(AzureAddress, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps) yield return $"Access.AzureAddress: '{Texts.Clip(AzureAddress, 100)}' is no https address.";
    }

    internal IServiceCollection AddTo(IServiceCollection services, bool hasGitHub)
    {
        services.AddSingleton(new AccessOptions(Repository is null ? null : ProductId.Parse(Repository)));
        if (Repository is not null && hasGitHub) services.AddGitHubGrants();
        if (Repository is not null && Azure) services.AddArmGrants(new ArmOptions(new DefaultAzureCredential()) { Address = new Uri(AzureAddress) });
        return services;
    }
}
