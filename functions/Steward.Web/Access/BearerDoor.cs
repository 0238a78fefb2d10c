using Microsoft.AspNetCore.Http;
using Steward.Access;
using Steward.Access.Bearers;

namespace Steward.Web.Access;

/// <summary>Recognises who sends a bearer token (RFC 6750): one of Steward's own, or one of an issuer that is believed.</summary>
/// <param name="tokens">Steward's own tokens.</param>
/// <param name="uses">Keeps when they were used last.</param>
/// <param name="others">Those of other issuers.</param>
/// <param name="failures">Counts what opens nothing.</param>
internal sealed class BearerDoor(AccessTokens tokens, TokenUses uses, IBearerTokens others, FailureDoor failures)
{
    private const string Bearer = "Bearer ";

    /// <summary>Who sends it; null when it opens nothing.</summary>
    public async Task<Identity?> RecogniseAsync(HttpContext context, string header)
    {
        failures.Check(context);
        var identity = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await FindAsync(header[Bearer.Length..].Trim(), context.RequestAborted)
            : null;
        if (identity is null) failures.Failed(context);
        return identity;
    }

    private async Task<Identity?> FindAsync(string text, CancellationToken cancellation)
    {
        if (!text.StartsWith(TokenSecret.Prefix, StringComparison.Ordinal))
            return await others.RecogniseAsync(text, cancellation) is { } caller ? new Identity(caller, null, null) : null;
        if (await tokens.FindLiveAsync(text, cancellation) is not { } token) return null;
        uses.Note(token);
        return new Identity(token.Caller, token.Hash, null);
    }
}
