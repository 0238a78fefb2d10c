using System.Collections.Concurrent;
using Steward.Azure.GitHub.Http;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>
/// The way to GitHub, one for the process. From the outside in: credentials, kept answers, retries, failures and time limit, socket. Answers are
/// kept behind the credentials, so that nothing is answered to an app that has lost its installation for longer than a token lives.
/// </summary>
public sealed class GitHubConnections : IDisposable
{
    private const int MaxKeptBytes = 4 * 1024 * 1024;
    private readonly ConcurrentDictionary<InstallationPlace, Lazy<GitHubApi>> _places = new();
    private readonly HttpMessageHandler _shared;
    private readonly InstallationTokens _tokens;
    private readonly GitHubAppKey _key;
    private readonly Uri _root;

    /// <summary>Prepares the way; nothing is sent yet. Options that cannot be right throw Invalid.</summary>
    public GitHubConnections(GitHubOptions options, TimeProvider time)
    {
        options.Validate();
        _root = options.BaseAddress;
        _key = new GitHubAppKey(options, time);
        _shared = new CacheHandler(new BoundedCache<KeptAnswer>(options.CacheBytes), MaxKeptBytes) { InnerHandler = GitHubHandlers.Build(options, time) };
        App = new GitHubApi(_root, new AppTokenHandler(_key, _root) { InnerHandler = _shared });
        _tokens = new InstallationTokens(App, time);
    }

    /// <summary>The API as the app itself.</summary>
    internal GitHubApi App { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var api in _places.Values.Where(p => p.IsValueCreated)) api.Value.Dispose();
        App.Dispose();
        _shared.Dispose();
        _key.Dispose();
    }

    /// <summary>The API as the app's installation on a product.</summary>
    internal GitHubApi For(ProductId product) => For(InstallationPlace.Of(product));

    /// <summary>The API as the app's installation on an organisation.</summary>
    internal GitHubApi ForOrganisation(string login) => For(InstallationPlace.OfOrganisation(login.ToLowerInvariant()));

    /// <summary>A token for nothing but a product's repository, good for some minutes.</summary>
    internal Task<string> TokenAsync(ProductId product, CancellationToken cancellation) => _tokens.GetAsync(InstallationPlace.Of(product), cancellation);

    private GitHubApi For(InstallationPlace place) => _places.GetOrAdd(place, p => new Lazy<GitHubApi>(() => Open(p))).Value;

    private GitHubApi Open(InstallationPlace place) => new(_root, new InstallationTokenHandler(_tokens, place, _root) { InnerHandler = _shared });
}
