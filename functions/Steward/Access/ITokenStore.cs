namespace Steward.Access;

/// <summary>Where tokens are kept, by hash. Unavailable when storage does not answer: then nobody is let in.</summary>
public interface ITokenStore
{
    /// <summary>Keeps a token. Conflict when a token of the same name is live at its time of issue, unless <paramref name="replace"/> asks to revoke that one.</summary>
    Task AddAsync(TokenRecord token, bool replace, CancellationToken cancellation);

    /// <summary>The token with a hash, in whatever state, or null: one point read.</summary>
    Task<TokenRecord?> FindAsync(string hash, CancellationToken cancellation);

    /// <summary>Marks every token of a name as revoked that is not yet; answers with how many there were.</summary>
    Task<int> RevokeAsync(string name, DateTimeOffset time, CancellationToken cancellation);

    /// <summary>Keeps the day on which a token was used last. Nothing happens to one that is not there.</summary>
    Task MarkUsedAsync(string hash, DateOnly day, CancellationToken cancellation);

    /// <summary>All tokens, revoked and expired ones included, in no order.</summary>
    IAsyncEnumerable<TokenRecord> ListAsync(CancellationToken cancellation);
}
