using Azure.Core;
using Azure.Core.Pipeline;

namespace Steward.Azure.Grants.Arm;

/// <summary>How Azure Resource Manager is reached.</summary>
/// <param name="Credential">Who asks; to give and take roles it needs the role User Access Administrator at the scopes.</param>
public sealed record ArmOptions(TokenCredential Credential)
{
    /// <summary>The address of Azure Resource Manager: that of the public cloud, or of another one.</summary>
    public Uri Address { get; init; } = new("https://management.azure.com/");

    /// <summary>The transport, where not the usual one.</summary>
    public HttpPipelineTransport? Transport { get; init; }
}
