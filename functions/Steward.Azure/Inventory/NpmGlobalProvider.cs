using System.Text.Json;
using Steward.Stages.Development.Environment;

namespace Steward.Azure.Inventory;

/// <summary>Packages that npm has installed globally.</summary>
internal sealed class NpmGlobalProvider : IInventoryProvider
{
    /// <inheritdoc/>
    public string Provider => "npm-global";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var lines = await InstalledProgram.LinesAsync("npm", ["ls", "--global", "--json", "--depth=0"], cancellation);
        return lines.Count == 0 ? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) : Read(string.Join('\n', lines));
    }

    private static Dictionary<string, IReadOnlyList<string>> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("dependencies", out var packages)) return new(StringComparer.Ordinal);
        return packages.EnumerateObject()
            .Where(p => p.Value.TryGetProperty("version", out _))
            .ToDictionary(p => p.Name, p => (IReadOnlyList<string>)[p.Value.GetProperty("version").GetString() ?? ""], StringComparer.Ordinal);
    }
}
