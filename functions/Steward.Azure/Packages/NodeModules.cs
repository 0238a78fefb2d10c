using System.Text.Json;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Installed npm packages of this machine: <c>folder/node_modules/name/package.json</c>, where the version is the one asked for.</summary>
/// <param name="folders">The folders that hold a node_modules.</param>
internal sealed class NodeModules(IReadOnlyList<string> folders) : ILicenceMetadata
{
    private const int MaxBytes = 1024 * 1024;

    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        if (package.Ecosystem != "npm") return null;
        foreach (var folder in folders)
        {
            var file = new FileInfo(Path.Combine(folder, "node_modules", package.Name, "package.json"));
            if (file.Exists && file.Length <= MaxBytes && await ReadAsync(file, package, cancellation) is { } declared) return declared;
        }

        return null;
    }

    private static async Task<DeclaredLicence?> ReadAsync(FileInfo file, PackageId package, CancellationToken cancellation)
    {
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file.FullName, cancellation));
            var root = document.RootElement;
            var isIt = root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String && version.GetString() == package.Version;
            return isIt ? NpmLicence.Read(root, "package cache") : null;
        }
        catch (JsonException broken)
        {
            throw StewardException.Invalid($"The package.json of {package} in node_modules is not valid JSON; install it again.", broken);
        }
    }
}
