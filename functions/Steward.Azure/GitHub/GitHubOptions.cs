using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>The GitHub App as which Steward speaks to GitHub, and how patient it is.</summary>
public sealed class GitHubOptions
{
    /// <summary>The app's id or client id.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The app's private key in PEM. A secret: it is never logged and never part of a message.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>The API's root: GitHub's own, or <c>https://HOST/api/v3/</c> of a GitHub Enterprise Server.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.github.com/");

    /// <summary>How long one call may take; 1 s to 5 min.</summary>
    public TimeSpan CallTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to how long a wait that GitHub asks for is waited here; longer ones go to the caller as Unavailable with RetryAfter.</summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a call is tried again; 0 to 10.</summary>
    public int Retries { get; set; } = 3;

    /// <summary>The memory for answers that are kept, in bytes.</summary>
    public long CacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Throws Invalid for options that cannot be right. The key itself is checked by <see cref="GitHubAppKey"/>.</summary>
    public void Validate()
    {
        if (AppId.Length is 0 or > 100 || !AppId.All(char.IsAsciiLetterOrDigit))
            throw StewardException.Invalid("GitHub's AppId must be the app's id or client id: letters and digits.");
        if (!BaseAddress.IsAbsoluteUri || !BaseAddress.AbsolutePath.EndsWith('/') || !(BaseAddress.Scheme == Uri.UriSchemeHttps || BaseAddress.IsLoopback))
            throw StewardException.Invalid("GitHub's BaseAddress must be an https address that ends with a slash.");
        if (CallTime < TimeSpan.FromSeconds(1) || CallTime > TimeSpan.FromMinutes(5)) throw StewardException.Invalid("GitHub's CallTime must be 1 s to 5 min.");
        if (Retries is < 0 or > 10) throw StewardException.Invalid("GitHub's Retries must be 0 to 10.");
    }
}
