using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Steward.TestKit.GitHub;

/// <summary>The GitHub App as GitHub sees it: whether a call's credentials are good.</summary>
public sealed class FakeApp
{
    private static readonly RSA Key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> _people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Installation, DateTimeOffset Expires)> _tokens = new();
    private int _made;

    /// <summary>The app's private key in PEM; made for this run.</summary>
    public static string PrivateKey { get; } = Key.ExportRSAPrivateKeyPem();

    /// <summary>The app's id.</summary>
    public string Id { get; } = "424242";

    /// <summary>Every token that was given out, oldest first.</summary>
    public ConcurrentQueue<string> TokensGiven { get; } = new();

    /// <summary>Every credential that came with a call: the app's own tokens (JWT), and those that were given out.</summary>
    public ConcurrentQueue<string> CredentialsSeen { get; } = new();

    /// <summary>Installations on organisations: their tokens are for all of it.</summary>
    public ISet<long> Organisations { get; } = new HashSet<long>();

    /// <summary>Takes all tokens back, as when the installation is suspended and resumed.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>A person's token, which opens all that the fake has.</summary>
    public string GivePerson(string login)
    {
        var token = $"ghp_{Interlocked.Increment(ref _made):D4}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        _people[token] = login;
        return token;
    }

    /// <summary>Whose token came with a call; null: nobody's.</summary>
    internal string? PersonOf(HttpRequest request) => _people.GetValueOrDefault(request.Headers.Authorization.ToString().Split(' ')[^1]);

    internal (string Token, DateTimeOffset Expires) Give(FakeGitHub github, long installation)
    {
        var token = $"ghs_{Interlocked.Increment(ref _made):D4}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        var expires = github.Time.GetUtcNow() + github.Limits.TokenLifetime;
        _tokens[token] = (installation, expires);
        TokensGiven.Enqueue(token);
        return (token, expires);
    }

    /// <summary>Whether a token opens what an installation is on.</summary>
    internal bool Opens(FakeGitHub github, string credential, long installation) =>
        _tokens.TryGetValue(credential, out var token) && token.Installation == installation && token.Expires > github.Time.GetUtcNow();

    // Null when the call may go on.
    internal async Task<IResult?> RefusalAsync(FakeGitHub github, HttpRequest request)
    {
        if (request.Headers.Authorization.ToString().Split(' ', 2) is not ["Bearer", var credential]) return FakeAnswers.Message(401, "Requires authentication");
        CredentialsSeen.Enqueue(credential);
        if (_people.ContainsKey(credential)) return null;
        var path = request.Path.Value!;
        if (path.StartsWith("/app/", StringComparison.Ordinal) || path.EndsWith("/installation", StringComparison.Ordinal))
            return await RefusalOfAppAsync(github, credential);
        if (!_tokens.TryGetValue(credential, out var token) || token.Expires <= github.Time.GetUtcNow()) return FakeAnswers.Message(401, "Bad credentials");
        return !Organisations.Contains(token.Installation) && path.Split('/') is ["", "repos", var owner, var name, ..] && github.Find(owner, name)?.Installation != token.Installation
            ? FakeAnswers.NotFound()
            : null;
    }

    private async Task<IResult?> RefusalOfAppAsync(FakeGitHub github, string credential)
    {
        var now = github.Time.GetUtcNow().UtcDateTime;
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(credential, new TokenValidationParameters
        {
            ValidIssuer = Id,
            ValidateAudience = false,
            IssuerSigningKey = new RsaSecurityKey(Key),
            ValidAlgorithms = ["RS256"],
            LifetimeValidator = (_, expires, token, _) =>
                expires > now && expires <= now.AddMinutes(10) && ((JsonWebToken)token).IssuedAt <= now && ((JsonWebToken)token).IssuedAt > now.AddMinutes(-11),
        });
        return result.IsValid ? null : FakeAnswers.Message(401, "A JSON web token could not be decoded");
    }
}
