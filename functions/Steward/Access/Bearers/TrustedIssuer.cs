namespace Steward.Access.Bearers;

/// <summary>Somebody else whose signed tokens are believed.</summary>
/// <param name="Name">For messages: "GitHub Actions".</param>
/// <param name="Issuer">What the claim <c>iss</c> must be, to the letter.</param>
/// <param name="Audiences">What the claim <c>aud</c> must be, one of them, to the letter.</param>
/// <param name="Metadata">The address of its openid-configuration (OpenID Connect Discovery 1.0), which says where its keys are.</param>
public sealed record TrustedIssuer(string Name, string Issuer, IReadOnlyList<string> Audiences, Uri Metadata)
{
    private const string Discovery = ".well-known/openid-configuration";

    /// <summary>Where an issuer's openid-configuration is.</summary>
    public static Uri MetadataOf(string issuer) => new($"{issuer.TrimEnd('/')}/{Discovery}");

    /// <summary>True for an address that keys may be fetched from: https, or loopback.</summary>
    public static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}

/// <summary>Says who the bearer of an issuer's token is. The token's signature, issuer, audience and times have been checked before.</summary>
public interface ITrustedIssuer
{
    /// <summary>Whom it speaks for.</summary>
    TrustedIssuer Trust { get; }

    /// <summary>Who the bearer is. Forbidden when such a bearer may do nothing here; the sentence repeats no claim.</summary>
    Caller Admit(BearerClaims claims);
}

/// <summary>Recognises the bearers of other issuers' tokens (JWT, RFC 7519).</summary>
public interface IBearerTokens
{
    /// <summary>
    /// Who bears a token; null when it is none that is believed. Forbidden when it is believed and opens nothing; Unavailable when the issuer's keys cannot be had:
    /// nobody is let in then.
    /// </summary>
    Task<Caller?> RecogniseAsync(string token, CancellationToken cancellation);
}
