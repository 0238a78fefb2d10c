using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Steward.Access;
using Steward.Access.Bearers;

namespace Steward.Azure.Access.Bearers;

/// <summary>Recognises the bearers of JWTs: the issuer that a token names says which keys and rules it is held to, and who its bearer is.</summary>
internal sealed class JwtBearerTokens : IBearerTokens, IDisposable
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = JwtRules.MaxLength };

    private readonly Dictionary<string, (ITrustedIssuer Issuer, IssuerKeys Keys)> _issuers;
    private readonly TimeProvider _time;

    public JwtBearerTokens(IEnumerable<ITrustedIssuer> issuers, IssuerHttp http, TimeProvider time, ILogger<JwtBearerTokens> log)
    {
        _time = time;
        _issuers = issuers.ToDictionary(i => i.Trust.Issuer, i => (i, new IssuerKeys(i.Trust, http, time, log)), StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<Caller?> RecogniseAsync(string token, CancellationToken cancellation)
    {
        if (JwtRules.Read(token) is not { } read || !_issuers.TryGetValue(read.Issuer, out var trusted)) return null;
        if (await trusted.Keys.FindAsync(read.Kid, cancellation) is not { } key) return null;
        var result = await Handler.ValidateTokenAsync(token, JwtRules.Of(trusted.Issuer.Trust, key, _time.GetUtcNow()));
        return result.IsValid ? trusted.Issuer.Admit(new BearerClaims(PayloadOf((JsonWebToken)result.SecurityToken))) : null;
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _issuers.Values) keys.Dispose();
    }

    private static JsonElement PayloadOf(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Encoding.UTF8.GetBytes(Base64UrlEncoder.Decode(token.EncodedPayload)));
        return payload.RootElement.Clone();
    }
}
