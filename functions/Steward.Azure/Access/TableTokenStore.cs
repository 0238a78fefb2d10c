using Steward.Access;
using Steward.Kernel;

namespace Steward.Azure.Access;

/// <summary>
/// Tokens in a table: one row a token, its partition the hash, so that a request costs one point read; and one row a name, which
/// says whose the name is. The token's row is written first: a crash in between leaves a token whose text nobody was ever given.
/// </summary>
/// <param name="table">The table.</param>
public sealed class TableTokenStore(AccessTable table) : ITokenStore
{
    /// <inheritdoc/>
    public async Task AddAsync(TokenRecord token, bool replace, CancellationToken cancellation)
    {
        await table.TryAddAsync(TokenRows.Write(token), cancellation);
        if (await ClaimAsync(token, replace, cancellation)) return;
        await RevokeOneAsync(token.Hash, token.IssuedAt, cancellation);
        throw new StewardException(FailureKind.Conflict, $"A token called '{token.Name}' is live. Revoke it, choose another name, or ask to replace it.");
    }

    /// <inheritdoc/>
    public async Task<TokenRecord?> FindAsync(string hash, CancellationToken cancellation) =>
        await table.GetAsync(hash, AccessTable.TokenRow, cancellation) is { } row ? TokenRows.Read(row) : null;

    /// <inheritdoc/>
    public async Task<int> RevokeAsync(string name, DateTimeOffset time, CancellationToken cancellation)
    {
        var revoked = 0;
        await foreach (var token in ListAsync(cancellation))
        {
            if (token.Name != name || !token.IsLiveAt(time)) continue;
            if (await RevokeOneAsync(token.Hash, time, cancellation)) revoked++;
        }

        return revoked;
    }

    /// <inheritdoc/>
    public Task MarkUsedAsync(string hash, DateOnly day, CancellationToken cancellation) => table.TryMergeAsync(TokenRows.Used(hash, day), cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<TokenRecord> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in table.QueryAsync($"RowKey eq '{AccessTable.TokenRow}'", cancellation)) yield return TokenRows.Read(row);
    }

    private async Task<bool> ClaimAsync(TokenRecord token, bool replace, CancellationToken cancellation)
    {
        var claim = TokenRows.Claim(token);
        if (await table.TryAddAsync(claim, cancellation)) return true;
        var held = await table.GetAsync(claim.PartitionKey, claim.RowKey, cancellation);
        if (held is null) return false;
        var holder = held.GetString(nameof(TokenRecord.Hash));
        // Another host admits the same token at the same time: the name is its already.
        if (holder == token.Hash) return true;
        var isLive = await FindAsync(holder, cancellation) is { } before && before.IsLiveAt(token.IssuedAt);
        if (isLive && !replace) return false;
        // The old one ends before the new one begins: a crash in between leaves none, never two.
        if (isLive) await RevokeOneAsync(holder, token.IssuedAt, cancellation);
        return await table.TryReplaceAsync(claim, held.ETag, cancellation)
            || (await table.GetAsync(claim.PartitionKey, claim.RowKey, cancellation))?.GetString(nameof(TokenRecord.Hash)) == token.Hash;
    }

    private async Task<bool> RevokeOneAsync(string hash, DateTimeOffset time, CancellationToken cancellation)
    {
        while (await table.GetAsync(hash, AccessTable.TokenRow, cancellation) is { } row)
        {
            // A race is lost to another revocation, or to the day of last use: then once more.
            if (row.ContainsKey(nameof(TokenRecord.RevokedAt))) return false;
            row[nameof(TokenRecord.RevokedAt)] = time;
            if (await table.TryReplaceAsync(row, row.ETag, cancellation)) return true;
        }

        return false;
    }
}
