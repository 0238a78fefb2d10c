using Steward.Access;
using Steward.Azure.Packages;
using Steward.Azure.Sources;
using Steward.Azure.Storage;
using Steward.Hosting.Backups;
using Steward.Intake;
using Steward.Kernel;
using Steward.Stages.Security.Seats;
using Steward.Web;

namespace Steward.Hosting;

/// <summary>Where a host runs.</summary>
public enum HostPlace
{
    /// <summary>On one machine, on loopback, with the embedded engine.</summary>
    Local,

    /// <summary>In Azure Functions, or in their host on a developer's machine.</summary>
    Functions,
}

/// <summary>
/// All settings of both hosts: one tree, read from the file that the local host's <c>--settings</c> names and from variables that begin with
/// <c>STEWARD__</c>, in Azure the app settings of that name.
/// </summary>
/// <remarks>
/// Unknown keys and impossible values stop the host at start, all of them named at once. Examples: <c>settings.sample.json</c> of the local host
/// and <c>local.settings.sample.json</c> of the Functions host.
/// </remarks>
public sealed class StewardOptions
{
    /// <summary>Where to listen: loopback only. Default <c>http://127.0.0.1:7181</c>. In Functions their host listens, and this says nothing.</summary>
    public string Url { get; set; } = "http://127.0.0.1:7181";

    /// <summary>The storage account. In the cloud by its name and <c>DefaultAzureCredential</c>; a connection string is for Azurite.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>The webhook's secrets; more than one while they are being changed. Each has at least 16 characters. In the cloud: Key Vault references.</summary>
    public IList<string> WebhookSecrets { get; set; } = [];

    /// <summary>The file of the signing key (ECDSA P-256, PEM); made when it is not there. Not used where <see cref="SigningKey"/> is set.</summary>
    public string SigningKeyFile { get; set; } = "steward-key.pem";

    /// <summary>The signing key in Key Vault (EC P-256): <c>https://VAULT.vault.azure.net/keys/NAME</c>; null: the key in the file.</summary>
    public string? SigningKey { get; set; }

    /// <summary>
    /// SHA-256, 64 hexadecimal digits, of the first administrator's token, as <c>steward tokens make</c> prints both. The token itself is in nobody's
    /// settings. Null: there is one already, or the local host signs its own user in.
    /// </summary>
    public string? FirstAdministrator { get; set; }

    /// <summary>The folder where the local host leaves what its own user needs to sign in; null: nothing is left.</summary>
    public string? SignInFolder { get; set; }

    /// <summary>clamd's address: <c>host:port</c> or <c>unix:/path</c>; null: Debian's socket, else 127.0.0.1:3310.</summary>
    public string? Clamd { get; set; }

    /// <summary>The GitHub App; null: only local repositories.</summary>
    public GitHubSettings? GitHub { get; set; }

    /// <summary>Access by position.</summary>
    public AccessSettings Access { get; set; } = new();

    /// <summary>Backups of servers, and what Steward itself backs up.</summary>
    public BackupSettings Backups { get; set; } = new();

    /// <summary>How long tokens last, and whose tokens are believed besides Steward's own.</summary>
    public SignInSettings SignIn { get; set; } = new();

    /// <summary>Where licences of packages are looked up; what is not set is taken from this machine's package clients. In the cloud there are none.</summary>
    public PackageOptions Packages { get; set; } = new();

    /// <summary>Below which path, under which names and behind which proxies Steward is asked for.</summary>
    public WebOptions Web { get; set; } = new();

    /// <summary>How the inventory of bought licences is kept.</summary>
    public SeatOptions Seats { get; set; } = new();

    /// <summary>What is impossible in these settings, one sentence each; empty when all is well.</summary>
    /// <param name="place">Where the host runs.</param>
    public IReadOnlyList<string> Problems(HostPlace place)
    {
        var problems = new List<string>();
        if (place == HostPlace.Local && !IsLoopback(Url))
            problems.Add($"Url: '{Texts.Clip(Url, 100)}' must be an http address on loopback, such as http://127.0.0.1:7181.");
        if (WebhookSecrets.Count == 0) problems.Add("WebhookSecrets: at least one secret is needed; webhooks are never accepted unsigned.");
        if (WebhookSecrets.Any(s => s.Length < 16)) problems.Add("WebhookSecrets: a secret must have at least 16 characters.");
        if (WebhookSecrets.Any(IsUnresolved)) problems.Add(Unresolved(nameof(WebhookSecrets)));
        if (WebhookSecrets.Count > IntakeOptions.MaxSecrets) problems.Add($"WebhookSecrets: at most {IntakeOptions.MaxSecrets} secrets are accepted at a time.");
        if (SigningKey is { } key && !(Uri.TryCreate(key, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Segments is [_, "keys/", ..]))
            problems.Add($"SigningKey: '{Texts.Clip(key, 100)}' must be a key's address in Key Vault, such as https://VAULT.vault.azure.net/keys/NAME.");
        if (FirstAdministrator is { } hash && !TokenSecret.IsHash(hash))
            problems.Add("FirstAdministrator: must be the SHA-256 of a token, 64 hexadecimal digits in lower case, as 'steward tokens make' prints it.");
        problems.AddRange(Storage.Problems().Select(p => $"Storage{p}"));
        problems.AddRange(GitHub?.Problems() ?? []);
        problems.AddRange(Access.Problems());
        problems.AddRange(Backups.Problems());
        problems.AddRange(SignIn.Problems(place).Select(p => $"SignIn.{p}"));
        problems.AddRange(Web.Problems().Select(p => $"Web.{p}"));
        problems.AddRange(Seats.Problems().Select(p => $"Seats.{p}"));
        problems.AddRange(Packages.Problems().Select(p => $"Packages.{p}"));
        return problems;
    }

    /// <summary>Where code is read: local repositories on the local host, and GitHub where an app is set.</summary>
    internal SourceOptions Sources(HostPlace place) => new() { AllowLocalGit = place == HostPlace.Local, GitHub = GitHub?.ToOptions() };

    // App Service hands the reference itself to the program when it could not be resolved: as a secret everybody would know it.
    internal static bool IsUnresolved(string? value) => value?.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) == true;

    internal static string Unresolved(string name) =>
        $"{name}: the Key Vault reference was not resolved. Look at the app's settings in the portal: the secret must exist and the app's identity must be a Key Vault Secrets User.";

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp;
}
