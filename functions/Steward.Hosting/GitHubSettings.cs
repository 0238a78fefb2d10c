using Steward.Azure.GitHub;
using Steward.Kernel;

namespace Steward.Hosting;

/// <summary>The GitHub App that Steward acts as.</summary>
public sealed class GitHubSettings
{
    /// <summary>The root of the REST API.</summary>
    public string Api { get; set; } = "https://api.github.com/";

    /// <summary>The app's id or client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The file of the app's private key, PEM. On one machine.</summary>
    public string? PrivateKeyFile { get; set; }

    /// <summary>The app's private key itself, PEM: in the cloud, as a Key Vault reference. Line ends may be written as <c>\n</c>.</summary>
    public string? PrivateKey { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrEmpty(PrivateKey) == string.IsNullOrEmpty(PrivateKeyFile)) yield return "GitHub: give either PrivateKeyFile (locally) or PrivateKey (in Azure, a Key Vault reference).";
        if (StewardOptions.IsUnresolved(PrivateKey)) yield return StewardOptions.Unresolved("GitHub.PrivateKey");
        if (!string.IsNullOrEmpty(PrivateKeyFile) && !File.Exists(PrivateKeyFile)) yield return $"GitHub.PrivateKeyFile: there is no file '{Texts.Clip(PrivateKeyFile, 200)}'.";
        if (!Uri.TryCreate(Api, UriKind.Absolute, out _)) yield return $"GitHub.Api: '{Texts.Clip(Api, 100)}' is no address.";
    }

    internal GitHubOptions ToOptions() => new() { AppId = AppId, BaseAddress = new Uri(Api), PrivateKey = Key() };

    private string Key() => string.IsNullOrEmpty(PrivateKey) ? File.ReadAllText(PrivateKeyFile!) : PrivateKey.Replace("\\n", "\n", StringComparison.Ordinal);
}
