using Steward.Kernel;
using Steward.Vault.Sources.Git;

namespace Steward.Azure.GitHub;

/// <summary>
/// Where git clones what lies on GitHub, with the app's token for that one repository. GitHub takes a token as the password of <c>x-access-token</c> (its documentation, "Authenticating as a
/// GitHub App installation"); how it gets to git without standing in an argument or a file is the matter of <see cref="GitCredentials"/>.
/// </summary>
public sealed class GitHubClones
{
    private const string User = "x-access-token";
    private const string Suffix = ".git";
    private readonly GitHubConnections _connections;
    private readonly Uri _root;

    /// <summary>Prepares it; nothing is sent yet.</summary>
    public GitHubClones(GitHubConnections connections, GitHubOptions options) => (_connections, _root) = (connections, RootOf(options.BaseAddress));

    /// <summary>The address of a product's repository.</summary>
    public string AddressOf(ProductId product) => new Uri(_root, $"{product}{Suffix}").AbsoluteUri;

    /// <summary>The repository on this GitHub that an address names; null: it is somewhere else.</summary>
    public ProductId? ProductOf(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !_root.IsBaseOf(uri) || uri.Query.Length > 0) return null;
        var path = uri.AbsolutePath[_root.AbsolutePath.Length..].TrimEnd('/');
        return ProductId.TryParse(path.EndsWith(Suffix, StringComparison.Ordinal) ? path[..^Suffix.Length] : path, out var product) ? product : null;
    }

    /// <summary>A place that git can fetch from for some minutes. Forbidden where the app is not installed.</summary>
    /// <param name="product">The repository that the token is for.</param>
    /// <param name="address">Its address, as it is to stand in the snapshot.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<GitPlace> OpenAsync(ProductId product, string address, CancellationToken cancellation) =>
        GitPlace.Parse(address, new GitCredentials(User, await _connections.TokenAsync(product, cancellation)));

    // api.github.com is of github.com, and https://HOST/api/v3/ of https://HOST/.
    private static Uri RootOf(Uri api)
    {
        const string Prefix = "api.";
        var host = api.Host.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? api.Host[Prefix.Length..] : api.Host;
        return new UriBuilder(api) { Host = host, Path = "/" }.Uri;
    }
}
