namespace Steward.Access;

/// <summary>Who signs in with a one-time code.</summary>
/// <param name="Caller">Whom the session will be of.</param>
/// <param name="TokenHash">The token that the code was asked for with: the session ends with it. Null for a user of the local host.</param>
/// <param name="ExpiresAt">Until when the code can be used.</param>
public sealed record SignInGrant(Caller Caller, string? TokenHash, DateTimeOffset ExpiresAt);

/// <summary>What sessions need to have kept: one-time codes, and the key that signs cookies.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a code by its hash, and forgets those that have expired by <paramref name="now"/>.</summary>
    Task AddCodeAsync(string hash, SignInGrant grant, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes a code away: only one of any number of callers gets its grant, all others null.</summary>
    Task<SignInGrant?> TakeCodeAsync(string hash, CancellationToken cancellation);

    /// <summary>The key that signs cookies, the same for every host on this storage: the one that is there, or else the one proposed.</summary>
    Task<byte[]> GetOrAddKeyAsync(byte[] proposed, CancellationToken cancellation);
}
