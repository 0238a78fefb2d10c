using System.Security.Cryptography;
using Steward.Kernel;

namespace Steward.Access;

/// <summary>Signs people in at the dashboard: a short-lived code that works once becomes a session.</summary>
/// <param name="store">Where codes are kept.</param>
/// <param name="sessions">Signs sessions.</param>
/// <param name="time">The clock.</param>
public sealed class SignIns(ISessionStore store, Sessions sessions, TimeProvider time)
{
    private const int MaxCode = 100;

    /// <summary>How long a code can be used.</summary>
    public static TimeSpan CodeLifetime { get; } = TimeSpan.FromMinutes(5);

    /// <summary>A new code for a caller, to be put into <c>/sign-in?code=</c>.</summary>
    /// <param name="caller">Whom the session will be of.</param>
    /// <param name="tokenHash">The caller's token, which the session will end with; null for a user of the local host.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<string> CreateCodeAsync(Caller caller, string? tokenHash, CancellationToken cancellation)
    {
        var code = Base62.Write(RandomNumberGenerator.GetBytes(32), 43);
        var now = time.GetUtcNow();
        await store.AddCodeAsync(TokenSecret.Hash(code), new SignInGrant(caller, tokenHash, now + CodeLifetime), now, cancellation);
        return code;
    }

    /// <summary>Uses a code up; answers with the session's cookie. Forbidden when it is unknown, used or expired: which of them is not told.</summary>
    public async Task<string> RedeemAsync(string? code, CancellationToken cancellation)
    {
        var grant = code is { Length: > 0 and <= MaxCode } ? await store.TakeCodeAsync(TokenSecret.Hash(code), cancellation) : null;
        if (grant is null || grant.ExpiresAt <= time.GetUtcNow())
            throw new StewardException(FailureKind.Forbidden, "This sign-in link was used before or has expired. Ask for a new one: each works once.");
        return await sessions.OpenAsync(grant.Caller, grant.TokenHash, cancellation);
    }
}
