using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Steward.Kernel;

namespace Steward.Access;

/// <summary>A browser's session.</summary>
/// <param name="Caller">Whose it is.</param>
/// <param name="TokenHash">The token that it ends with, or null.</param>
/// <param name="ExpiresAt">When it ends in any case.</param>
public sealed record Session(Caller Caller, string? TokenHash, DateTimeOffset ExpiresAt);

/// <summary>
/// Writes sessions into cookies and reads them back: base64url of the session's JSON, a dot, and its HMAC-SHA256. Nothing is encrypted,
/// since a person may know their own name and level; nothing can be changed without the key.
/// </summary>
/// <param name="store">Keeps the key.</param>
/// <param name="tokens">Says whether the token behind a session is still live.</param>
/// <param name="time">The clock.</param>
public sealed class Sessions(ISessionStore store, AccessTokens tokens, TimeProvider time)
{
    private const int MaxCookie = 2000;
    private byte[]? _key;

    /// <summary>How long a session lasts: a working day.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    /// <summary>The cookie of a new session.</summary>
    public async Task<string> OpenAsync(Caller caller, string? tokenHash, CancellationToken cancellation)
    {
        var payload = Base64Url.EncodeToString(Json.WriteBytes(new Session(caller, tokenHash, EndOf(caller))));
        return $"{payload}.{await SignAsync("session", payload, cancellation)}";
    }

    /// <summary>The session in a cookie; null when the cookie is not one of ours, has expired, or its token is live no more.</summary>
    public async Task<Session?> ReadAsync(string? cookie, CancellationToken cancellation)
    {
        if (cookie is not { Length: <= MaxCookie } || cookie.Split('.') is not [var payload, var signature]) return null;
        if (!AreEqual(signature, await SignAsync("session", payload, cancellation))) return null;
        var session = JsonSerializer.Deserialize<Session>(Base64Url.DecodeFromChars(payload), Json.Options)!;
        if (session.ExpiresAt <= time.GetUtcNow()) return null;
        if (session.TokenHash is null) return session;
        // What the token reaches holds for its sessions too.
        return await tokens.FindLiveByHashAsync(session.TokenHash, cancellation) is { } token ? session with { Caller = session.Caller with { Reach = token.Caller.Reach } } : null;
    }

    /// <summary>What forms of a session carry, so that no other site can send them in its name.</summary>
    public Task<string> FormTokenAsync(string cookie, CancellationToken cancellation) => SignAsync("form", cookie, cancellation);

    /// <summary>True when a form carries what <see cref="FormTokenAsync"/> gave for this session.</summary>
    public async Task<bool> IsFormTokenAsync(string cookie, string? formToken, CancellationToken cancellation) =>
        formToken is not null && AreEqual(formToken, await FormTokenAsync(cookie, cancellation));

    private DateTimeOffset EndOf(Caller caller)
    {
        var end = time.GetUtcNow() + Lifetime;
        return caller.EndsAt < end ? caller.EndsAt.Value : end;
    }

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private async Task<string> SignAsync(string purpose, string text, CancellationToken cancellation)
    {
        _key ??= await store.GetOrAddKeyAsync(RandomNumberGenerator.GetBytes(32), cancellation);
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{purpose}\n{text}")));
    }
}
