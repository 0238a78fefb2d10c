using System.Text.Json;

namespace Steward.Vault.Sources.Workplaces.Editors;

/// <summary>Visual Studio Code and its kin. Each keeps the list of its extensions in one file.</summary>
internal sealed class VsCode : IEditor
{
    private const int MaxBytes = 16 << 20;
    private static readonly string[] Places = [".config/Code*/User", ".config/VSCodium/User", "Library/Application Support/Code*/User", "AppData/Roaming/Code*/User", ".vscode-server/data/Machine"];
    private static readonly string[] Lists = [".vscode", ".vscode-insiders", ".vscode-oss", ".vscode-server"];

    /// <inheritdoc/>
    public string Name => "vscode";

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings { get; } =
        [.. Places.SelectMany(p => new[] { "settings.json", "keybindings.json", "tasks.json", "snippets", "profiles/*/settings.json", "profiles/*/keybindings.json" }.Select(f => $"{p}/{f}"))];

    /// <inheritdoc/>
    public IEnumerable<string> Extensions(string home) =>
        Lists.Select(l => Path.Combine(home, l, "extensions", "extensions.json")).Where(File.Exists).SelectMany(Read).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Read(string file)
    {
        if (new FileInfo(file).Length > MaxBytes) throw new IOException($"{file} is larger than {MaxBytes >> 20} MiB.");
        using var json = Parse(file);
        foreach (var extension in json.RootElement.EnumerateArray())
            if (extension.TryGetProperty("identifier", out var of) && of.TryGetProperty("id", out var id) && extension.TryGetProperty("version", out var version))
                yield return $"{id.GetString()}@{version.GetString()}";
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.ValueKind == JsonValueKind.Array ? json : throw new IOException($"{file} is no list of extensions.");
        }
        catch (JsonException failure)
        {
            throw new IOException($"{file} is no JSON: {failure.Message}", failure);
        }
    }
}
