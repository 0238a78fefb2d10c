using System.Collections.Concurrent;
using Octokit;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>
/// The tokens with which the app acts on products: each is for one repository only, or for an organisation, is renewed before it ends, and by one caller at a time.
/// </summary>
internal sealed class InstallationTokens(GitHubApi app, TimeProvider time)
{
    // GitHub's tokens last an hour; a call must not begin with one that ends while it is under way.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<InstallationPlace, Entry> _entries = new();

    /// <summary>A token that is good for some minutes; Forbidden where the app is not installed.</summary>
    public async Task<string> GetAsync(InstallationPlace place, CancellationToken cancellation)
    {
        var entry = _entries.GetOrAdd(place, _ => new Entry());
        if (entry.Token is { } current && IsGood(current)) return current.Token;
        await entry.Renewal.WaitAsync(cancellation);
        try
        {
            if (entry.Token is { } renewed && IsGood(renewed)) return renewed.Token;
            entry.Token = await CreateAsync(place, cancellation);
            return entry.Token.Token;
        }
        finally
        {
            entry.Renewal.Release();
        }
    }

    /// <summary>Drops a token that GitHub refused; another one in its place stays.</summary>
    public void Forget(InstallationPlace place, string token)
    {
        if (_entries.TryGetValue(place, out var entry) && entry.Token is { } current && current.Token == token) entry.Token = null;
    }

    private bool IsGood(AccessToken token) => time.GetUtcNow() < token.ExpiresAt - Margin;

    private async Task<AccessToken> CreateAsync(InstallationPlace place, CancellationToken cancellation)
    {
        try
        {
            // The installation is looked up each time: it changes when the app is installed anew, and once an hour costs nothing.
            var installation = await app.GetAsync<Installation>(place.Address, cancellation);
            return await app.PostAsync<AccessToken>(
                $"app/installations/{installation.Id}/access_tokens", place.Repository is { } only ? new TokenRequest([only]) : new { }, cancellation);
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.NotFound)
        {
            throw new StewardException(
                FailureKind.Forbidden, $"The GitHub App is not installed on {place.Name}, or there is no such {(place.Repository is null ? "organisation" : "repository")}. Install the app there.", failure);
        }
    }

    private sealed class Entry
    {
        private volatile AccessToken? _token;

        public SemaphoreSlim Renewal { get; } = new(1);

        public AccessToken? Token
        {
            get => _token;
            set => _token = value;
        }
    }

    /// <summary>The body; Octokit writes it as <c>repositories</c>.</summary>
    private sealed record TokenRequest(IReadOnlyList<string> Repositories);
}
