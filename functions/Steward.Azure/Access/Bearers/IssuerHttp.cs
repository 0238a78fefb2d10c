using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Steward.Access.Bearers;

namespace Steward.Azure.Access.Bearers;

/// <summary>
/// Fetches an issuer's keys: the address stands in its openid-configuration (OpenID Connect Discovery 1.0), the keys are a JWK set (RFC 7517). Nothing is followed to
/// another host, and answers are bounded.
/// </summary>
public sealed class IssuerHttp : IDisposable
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxKeys = 50;
    private const int MinKeyBits = 2048;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(5),
        MaxResponseContentBufferSize = MaxBytes,
    };

    /// <summary>The issuer's RSA keys for signatures, by id.</summary>
    /// <exception cref="IssuerException">It does not answer, or not with what it should.</exception>
    internal async Task<IReadOnlyDictionary<string, SecurityKey>> FetchAsync(TrustedIssuer trust)
    {
        using var configuration = await ReadAsync(trust.Metadata);
        if (Text(configuration, "issuer") != trust.Issuer) throw new IssuerException("its openid-configuration names another issuer");
        if (!Uri.TryCreate(Text(configuration, "jwks_uri"), UriKind.Absolute, out var address) || Origin(address) != Origin(trust.Metadata))
            throw new IssuerException("its openid-configuration names keys at another host");
        using var keys = await ReadAsync(address);
        var found = new JsonWebKeySet(keys.RootElement.GetRawText()).Keys.Take(MaxKeys).Where(IsForSignatures).ToList();
        return found.Count > 0 ? found.DistinctBy(k => k.Kid, StringComparer.Ordinal).ToDictionary(k => k.Kid, SecurityKey (k) => k, StringComparer.Ordinal) : throw new IssuerException("it has no RSA key for signatures");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool IsForSignatures(JsonWebKey key) =>
        key.Kty == JsonWebAlgorithmsKeyTypes.RSA && !string.IsNullOrEmpty(key.Kid) && key.Use is null or "sig" && !key.HasPrivateKey && key.KeySize >= MinKeyBits;

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task<JsonDocument> ReadAsync(Uri address)
    {
        try
        {
            // Many requests wait for one answer, so it is not any one's to cancel; the client's own time limit ends it.
            return JsonDocument.Parse(await _http.GetByteArrayAsync(address, CancellationToken.None));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or JsonException)
        {
            throw new IssuerException($"{address.AbsolutePath} does not answer as it should", failure);
        }
    }
}

/// <summary>An issuer's keys cannot be had.</summary>
/// <param name="message">Why, without a full stop.</param>
/// <param name="inner">The cause.</param>
internal sealed class IssuerException(string message, Exception? inner = null) : Exception(message, inner);
