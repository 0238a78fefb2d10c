namespace Steward.Vault.Sources.Workplaces.Editors;

/// <summary>The editors of JetBrains: a folder of settings a product and version, and a folder a plug-in.</summary>
internal sealed class JetBrains : IEditor
{
    private static readonly string[] Places = [".config/JetBrains/*", "Library/Application Support/JetBrains/*", "AppData/Roaming/JetBrains/*"];
    private static readonly string[] Plugins = [".local/share/JetBrains", "Library/Application Support/JetBrains", "AppData/Roaming/JetBrains"];

    /// <inheritdoc/>
    public string Name => "jetbrains";

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings { get; } =
        [.. Places.SelectMany(p => new[] { "codestyles", "colors", "fileTemplates", "inspection", "keymaps", "options/*.xml", "templates", "*.vmoptions" }.Select(f => $"{p}/{f}")), ".ideavimrc"];

    /// <inheritdoc/>
    public IEnumerable<string> Extensions(string home) =>
        Plugins.Select(p => Path.Combine(home, p)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .SelectMany(product => OfProduct(product).Select(p => $"{Path.GetFileName(product)}/{Path.GetFileName(p)}"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // Where there is a folder 'plugins' they are in it; otherwise they lie in the product's own folder, each with a 'lib'.
    private static IEnumerable<string> OfProduct(string product) =>
        Directory.Exists(Path.Combine(product, "plugins"))
            ? Directory.EnumerateDirectories(Path.Combine(product, "plugins"))
            : Directory.EnumerateDirectories(product).Where(d => Directory.Exists(Path.Combine(d, "lib")));
}
