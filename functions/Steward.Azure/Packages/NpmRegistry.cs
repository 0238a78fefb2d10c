using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>An npm registry: <c>GET registry/name/version</c> answers with the package.json of that version.</summary>
/// <param name="http">The requests.</param>
/// <param name="client">The registries, found when first needed.</param>
internal sealed class NpmRegistry(RegistryHttp http, Once<NpmClient> client) : ILicenceMetadata
{
    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "npm") return null;
        var registry = (await client.GetAsync()).RegistryOf(package.Name)
            ?? throw StewardException.Unavailable("No npm registry is set up on this machine: 'npm config set registry', or set it in Steward's options.");
        var address = new Uri(new Uri(registry.TrimEnd('/') + "/"), $"{NameOf(package)}/{Uri.EscapeDataString(package.Version)}");
        var answer = await http.GetAsync(address, cancellation);
        return answer is null ? null : Read(answer, address);
    }

    // The slash of a scope is escaped, the @ is not.
    private static string NameOf(PackageId package) => package.Name.Replace("/", "%2f", StringComparison.Ordinal);

    private static DeclaredLicence Read(byte[] answer, Uri address)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return NpmLicence.Read(document.RootElement, "registry") with { Integrity = ArchiveIntegrity.OfNpm(document.RootElement) };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw StewardException.Invalid($"The answer of the registry {address.Host} is not valid JSON.", broken);
        }
    }
}
