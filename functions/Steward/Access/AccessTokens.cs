using Steward.Kernel;

namespace Steward.Access;

/// <summary>What a token is asked for with.</summary>
/// <param name="Name">1 to 64 letters, digits, <c>. _ -</c>.</param>
/// <param name="Level">What its bearer may do.</param>
/// <param name="ExpiresAt">When it ends; null: as the options say.</param>
/// <param name="Replace">Whether a live token of that name is revoked and replaced, rather than refused.</param>
/// <param name="Owner">The person whom it belongs to, as <c>github:login</c>: it never opens more than that person may do at the moment. Null: a machine's.</param>
/// <param name="Products">The products that it reaches, as <c>owner/name</c> or <c>owner/*</c>; null: all.</param>
/// <param name="Scopes">What it is for, out of <see cref="AccessScopes.All"/>; null: everything of its level.</param>
public sealed record TokenRequest(string Name, AccessLevel Level, DateTimeOffset? ExpiresAt = null, bool Replace = false, string? Owner = null,
    IReadOnlyList<string>? Products = null, IReadOnlyList<string>? Scopes = null);

/// <summary>Issues, checks and revokes tokens.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="options">How long they last.</param>
/// <param name="time">The clock.</param>
public sealed class AccessTokens(ITokenStore store, TokenOptions options, TimeProvider time)
{
    /// <summary>Issues a token. Its text is in the answer, and nowhere else ever again.</summary>
    public async Task<(string Secret, TokenRecord Token)> IssueAsync(TokenRequest request, string issuedBy, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        TokenRules.Check(request, now);
        var secret = TokenSecret.Create();
        var token = new TokenRecord
        {
            Hash = TokenSecret.Hash(secret),
            Name = request.Name,
            Level = request.Level,
            IssuedAt = now,
            IssuedBy = issuedBy,
            ExpiresAt = TokenRules.End(request, options, now),
            Owner = request.Owner,
            Products = request.Products,
            Scopes = request.Scopes,
        };
        await store.AddAsync(token, request.Replace, cancellation);
        return (secret, token);
    }

    /// <summary>
    /// Admits a token that was made elsewhere, by its hash alone: the first administrator of a new Steward. One that is there already, in whatever
    /// state, stays as it is, so a revoked one is not let in again.
    /// </summary>
    /// <returns>False when it was there.</returns>
    /// <exception cref="StewardException">Invalid: it is no hash of a token.</exception>
    public async Task<bool> AdmitAsync(string name, string hash, AccessLevel level, CancellationToken cancellation)
    {
        // Neither is it repeated: whoever mistook the token for its hash has a secret here.
        if (!TokenSecret.IsHash(hash)) throw StewardException.Invalid($"The token '{name}' is admitted by its SHA-256, 64 hexadecimal digits in lower case, as 'steward tokens make' prints it.");
        if (await store.FindAsync(hash, cancellation) is not null) return false;
        var token = new TokenRecord { Hash = hash, Name = name, Level = level, IssuedAt = time.GetUtcNow(), IssuedBy = "steward" };
        await store.AddAsync(token, replace: true, cancellation);
        return true;
    }

    /// <summary>The live token with a text, or null. A text that cannot be a token costs no storage operation.</summary>
    public async Task<TokenRecord?> FindLiveAsync(string? secret, CancellationToken cancellation) =>
        TokenSecret.IsWellFormed(secret) ? await FindLiveByHashAsync(TokenSecret.Hash(secret!), cancellation) : null;

    /// <summary>The live token with a hash, or null.</summary>
    public async Task<TokenRecord?> FindLiveByHashAsync(string hash, CancellationToken cancellation) =>
        await store.FindAsync(hash, cancellation) is { } token && token.IsLiveAt(time.GetUtcNow()) ? token : null;

    /// <summary>Revokes all tokens of a name, at once. NotFound when none was live.</summary>
    public async Task RevokeAsync(string name, CancellationToken cancellation)
    {
        if (await store.RevokeAsync(name, time.GetUtcNow(), cancellation) == 0)
            throw StewardException.NotFound($"No live token is called '{Texts.Clip(name, TokenRules.MaxName)}'. The list of tokens shows all names.");
    }

    /// <summary>All tokens by name, newest first within a name.</summary>
    public async Task<IReadOnlyList<TokenRecord>> ListAsync(CancellationToken cancellation)
    {
        var tokens = new List<TokenRecord>();
        await foreach (var token in store.ListAsync(cancellation)) tokens.Add(token);
        return [.. tokens.OrderBy(t => t.Name, StringComparer.Ordinal).ThenByDescending(t => t.IssuedAt)];
    }
}
