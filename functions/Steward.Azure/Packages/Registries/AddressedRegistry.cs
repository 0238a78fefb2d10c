using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages.Registries;

/// <summary>How one kind of registry is asked about a package: an address below its base, and what stands in the answer.</summary>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Option">The option that holds its base address.</param>
/// <param name="PathOf">The path of a package.</param>
/// <param name="Read">The licence in an answer; null when the answer does not have this version.</param>
internal sealed record RegistryProtocol(string Ecosystem, string Option, Func<PackageId, string> PathOf, Func<JsonElement, PackageId, DeclaredLicence?> Read);

/// <summary>A registry with one answer in JSON for a package, at an address that the options name. Without an address nobody is asked, and that is said.</summary>
/// <param name="protocol">How it is asked.</param>
/// <param name="address">Its base; empty: it is not asked.</param>
/// <param name="http">The requests.</param>
internal sealed class AddressedRegistry(RegistryProtocol protocol, string? address, RegistryHttp http) : ILicenceMetadata
{
    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != protocol.Ecosystem) return null;
        var at = AddressOf(address, protocol.Option, protocol.PathOf(package));
        return await http.GetAsync(at, cancellation) is { } answer ? Read(answer, package, at) : null;
    }

    /// <summary>An address below a base. NotFound when the base is not set: trying again does not help.</summary>
    public static Uri AddressOf(string? address, string option, string path) =>
        string.IsNullOrEmpty(address)
            ? throw StewardException.NotFound($"it is in no package cache of this machine, and no registry is set to be asked (Packages:{option} in Steward's options)")
            : new Uri(new Uri(address.TrimEnd('/') + "/"), path);

    private DeclaredLicence? Read(byte[] answer, PackageId package, Uri at)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return protocol.Read(document.RootElement, package);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw StewardException.Invalid($"The answer of the registry {at.Host} about {package} cannot be read.", broken);
        }
    }
}
