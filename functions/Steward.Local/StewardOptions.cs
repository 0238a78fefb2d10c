using Steward.Azure.GitHub;
using Steward.Azure.Packages;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Kernel;

namespace Steward.Local;

/// <summary>All settings of a host, read from the file that <c>--settings</c> names and from variables that begin with <c>STEWARD__</c>.</summary>
/// <remarks>Unknown keys and impossible values stop the host at start, all of them named at once. An example: <c>settings.sample.json</c>.</remarks>
public sealed class StewardOptions
{
    /// <summary>Where to listen: loopback only. Default <c>http://127.0.0.1:7181</c>.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7181";

    /// <summary>The storage account.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>The webhook's secrets; more than one while they are being changed. Each has at least 16 characters.</summary>
    public IList<string> WebhookSecrets { get; set; } = [];

    /// <summary>The file of the signing key (ECDSA P-256, PEM); made when it is not there.</summary>
    public string SigningKeyFile { get; set; } = "steward-key.pem";

    /// <summary>The folder where the host leaves what its own user needs to sign in; null: nothing is left.</summary>
    public string? SignInFolder { get; set; }

    /// <summary>clamd's address: <c>host:port</c> or <c>unix:/path</c>; null: Debian's socket, else 127.0.0.1:3310.</summary>
    public string? Clamd { get; set; }

    /// <summary>The GitHub App; null: only local repositories.</summary>
    public GitHubSettings? GitHub { get; set; }

    /// <summary>Where licences of packages are looked up; what is not set is taken from this machine's package clients.</summary>
    public PackageOptions Packages { get; set; } = new();

    /// <summary>What is impossible in these settings, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || !url.IsLoopback || url.Scheme != Uri.UriSchemeHttp)
            problems.Add($"Url: '{Texts.Clip(Url, 100)}' must be an http address on loopback, such as http://127.0.0.1:7181.");
        if (WebhookSecrets.Count == 0) problems.Add("WebhookSecrets: at least one secret is needed; webhooks are never accepted unsigned.");
        if (WebhookSecrets.Any(s => s.Length < 16)) problems.Add("WebhookSecrets: a secret must have at least 16 characters.");
        if (string.IsNullOrEmpty(Storage.ConnectionString) && string.IsNullOrEmpty(Storage.AccountName))
            problems.Add("Storage: give ConnectionString (locally) or AccountName (in Azure).");
        if (GitHub is { } github && !File.Exists(github.PrivateKeyFile)) problems.Add($"GitHub.PrivateKeyFile: there is no file '{Texts.Clip(github.PrivateKeyFile, 200)}'.");
        problems.AddRange(Packages.Problems().Select(p => $"Packages.{p}"));
        return problems;
    }

    /// <summary>Where code is read: local repositories, and GitHub where an app is set.</summary>
    internal SourceOptions Sources() => new() { AllowLocalGit = true, GitHub = GitHub?.ToOptions() };
}

/// <summary>The GitHub App that Steward acts as.</summary>
public sealed class GitHubSettings
{
    /// <summary>The root of the REST API.</summary>
    public string Api { get; set; } = "https://api.github.com/";

    /// <summary>The app's id or client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The file of the app's private key, PEM.</summary>
    public string PrivateKeyFile { get; set; } = "";

    internal GitHubOptions ToOptions() => new() { AppId = AppId, BaseAddress = new Uri(Api), PrivateKey = File.ReadAllText(PrivateKeyFile) };
}
