using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Steward.Access;

namespace Steward.Web.Access;

/// <summary>Who was recognised, and by what.</summary>
/// <param name="Caller">Who.</param>
/// <param name="TokenHash">The token behind it, or null.</param>
/// <param name="Cookie">The session's cookie when it was that; null for a bearer token.</param>
internal sealed record Identity(Caller Caller, string? TokenHash, string? Cookie)
{
    /// <summary>Why the caller may do less than it came with, one sentence; null: it may not do less.</summary>
    public string? Limit { get; init; }
}

/// <summary>Recognises callers by bearer token or by a session's cookie. A bad bearer token is not made good by a cookie.</summary>
/// <param name="bearers">Recognises bearers.</param>
/// <param name="sessions">The sessions.</param>
/// <param name="door">Holds people to what they may do now.</param>
internal sealed class Authenticator(BearerDoor bearers, Sessions sessions, StandingDoor door)
{
    public async Task<Identity?> RecogniseAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var identity = StringValues.IsNullOrEmpty(header)
            ? await ByCookieAsync(context.Request.Cookies[SessionCookie.Name], context.RequestAborted)
            : await bearers.RecogniseAsync(context, header.ToString());
        return identity is null ? null : await door.LimitAsync(identity, context.RequestAborted);
    }

    private async Task<Identity?> ByCookieAsync(string? cookie, CancellationToken cancellation) =>
        await sessions.ReadAsync(cookie, cancellation) is { } session ? new Identity(session.Caller, session.TokenHash, cookie) : null;
}
