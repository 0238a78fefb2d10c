namespace Steward.Vault.Sources.Workplaces.Editors;

/// <summary>Vim and Neovim. Their plug-ins are clones in a few well-known folders; what they were cloned from stands in their configuration.</summary>
internal sealed class Vim : IEditor
{
    private static readonly string[] Places = [".vim/pack/*/start", ".vim/pack/*/opt", ".vim/plugged", ".vim/bundle", ".local/share/nvim/lazy", ".local/share/nvim/site/pack/*/start", ".local/share/nvim/plugged"];

    /// <inheritdoc/>
    public string Name => "vim";

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings { get; } =
        [".vimrc", ".gvimrc", ".vim/vimrc", ".vim/after", ".vim/colors", ".vim/ftplugin", ".vim/plugin", ".vim/spell", ".vim/syntax", ".vim/UltiSnips", ".config/nvim"];

    /// <inheritdoc/>
    public IEnumerable<string> Extensions(string home) =>
        Places.SelectMany(p => HomeFiles.Matches(home, p)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Select(p => $"{Path.GetFileName(p)} {Origin(p)}".Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Origin(string plugin)
    {
        var config = Path.Combine(plugin, ".git", "config");
        if (!File.Exists(config)) return "";
        var url = File.ReadLines(config).Take(1_000).Select(l => l.Trim()).FirstOrDefault(l => l.StartsWith("url =", StringComparison.Ordinal));
        return url is null ? "" : Work.RemoteAddress.WithoutSecrets(url["url =".Length..].Trim());
    }
}
