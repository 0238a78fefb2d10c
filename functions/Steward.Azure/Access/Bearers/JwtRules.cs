using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Steward.Access.Bearers;

namespace Steward.Azure.Access.Bearers;

/// <summary>What is asked of every token of another issuer (RFC 7519, RFC 8725): RS256 with a key of the issuer's, issuer and audience to the letter, and times.</summary>
internal static class JwtRules
{
    /// <summary>The most characters of a token.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>How far clocks may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private const int Parts = 3;

    /// <summary>The token before anything of it is believed; null when it cannot be one.</summary>
    public static JsonWebToken? Read(string text)
    {
        if (text.Length > MaxLength || text.Count(c => c == '.') != Parts - 1) return null;
        try
        {
            var token = new JsonWebToken(text);
            // One algorithm, named here: neither "none", nor a public key taken for a shared secret, nor extensions that are not understood (crit).
            var isPlain = token.Alg == SecurityAlgorithms.RsaSha256 && !token.TryGetHeaderValue<object>("crit", out _);
            return isPlain && !string.IsNullOrEmpty(token.Kid) ? token : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>What the library checks.</summary>
    public static TokenValidationParameters Of(TrustedIssuer trust, SecurityKey key, DateTimeOffset now) => new()
    {
        ValidIssuer = trust.Issuer,
        ValidAudiences = trust.Audiences,
        // To the letter: the library's own way takes an audience with a slash after it for the same one.
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, token, _) => IsTime(notBefore, expires, (JsonWebToken)token, now),
    };

    private static bool IsTime(DateTime? notBefore, DateTime? expires, JsonWebToken token, DateTimeOffset now)
    {
        var late = (now + Skew).UtcDateTime;
        return expires is { } end && end > (now - Skew).UtcDateTime && (notBefore is null || notBefore <= late)
            && token.TryGetPayloadValue<long>("iat", out _) && token.IssuedAt <= late;
    }
}
