using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>
/// The app's key, and the short-lived tokens (JWT, RS256) made with it that say "this is the app":
/// https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
/// </summary>
internal sealed class GitHubAppKey : IDisposable
{
    // GitHub allows ten minutes from now, and its clock may be behind ours.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(2);
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly RSA _rsa = RSA.Create();
    private readonly string _appId;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private string _token = "";
    private DateTimeOffset _expires;

    /// <summary>Reads the key; one that cannot be read is Invalid, and is not part of the message.</summary>
    public GitHubAppKey(GitHubOptions options, TimeProvider time)
    {
        (_appId, _time) = (options.AppId, time);
        try
        {
            _rsa.ImportFromPem(options.PrivateKey);
            _ = _rsa.ExportParameters(includePrivateParameters: true);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            _rsa.Dispose();
            throw StewardException.Invalid("GitHub's PrivateKey must be the app's RSA private key in PEM, as downloaded from the app's page.");
        }
    }

    /// <summary>A token that is good for at least two more minutes.</summary>
    public string Token()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (now + Renewal >= _expires) (_token, _expires) = (Create(now), now + Lifetime);
            return _token;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rsa.Dispose();

    private string Create(DateTimeOffset now) => Tokens.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = _appId,
        IssuedAt = (now - Skew).UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        // The library's cache of signers outlives this object and would go on with its disposed key.
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa), SecurityAlgorithms.RsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        },
    });
}
