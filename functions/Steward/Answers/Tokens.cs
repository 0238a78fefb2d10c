using Steward.Access;

namespace Steward.Answers;

/// <summary>A token as people are shown it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Level">What its bearer may do.</param>
/// <param name="State">Whether it opens anything.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="IssuedBy">By whom.</param>
/// <param name="ExpiresAt">When it ends; null: never.</param>
public sealed record TokenView(
    string Name, AccessLevel Level, TokenState State, DateTimeOffset IssuedAt, string IssuedBy, DateTimeOffset? ExpiresAt)
{
    /// <summary>The person whom it belongs to; null: a machine's.</summary>
    public string? Owner { get; init; }

    /// <summary>The products that it reaches; null: all.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <summary>What it is for; null: everything of its level.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The day (UTC) on which it was used last; null: on none that is known.</summary>
    public DateOnly? LastUsedOn { get; init; }

    /// <summary>True for a live one that ends soon: issue another in time.</summary>
    public bool EndsSoon { get; init; }

    /// <summary>What is shown of a token at a time; how long before its end it ends soon.</summary>
    public static TokenView Of(TokenRecord token, DateTimeOffset now, TimeSpan warnBefore) => new(
        token.Name, token.Level, StateOf(token, now), token.IssuedAt, token.IssuedBy, token.ExpiresAt)
    {
        Owner = token.Owner,
        Products = token.Products,
        Scopes = token.Scopes,
        LastUsedOn = token.LastUsedOn,
        EndsSoon = token.IsLiveAt(now) && token.ExpiresAt <= now + warnBefore,
    };

    private static TokenState StateOf(TokenRecord token, DateTimeOffset now)
    {
        if (token.RevokedAt is not null) return TokenState.Revoked;
        return token.IsLiveAt(now) ? TokenState.Live : TokenState.Expired;
    }
}

/// <summary>Whether a token opens anything.</summary>
public enum TokenState
{
    /// <summary>It does.</summary>
    Live,

    /// <summary>It was revoked.</summary>
    Revoked,

    /// <summary>It has ended.</summary>
    Expired,
}

/// <summary>The tokens by name.</summary>
/// <param name="Tokens">The tokens.</param>
public sealed record TokenList(IReadOnlyList<TokenView> Tokens);

/// <summary>A new token.</summary>
/// <param name="Token">What is kept of it.</param>
/// <param name="Secret">The token itself: shown once, kept nowhere.</param>
public sealed record IssuedToken(TokenView Token, string Secret);

/// <summary>Asks to revoke the tokens of a name.</summary>
/// <param name="Name">The name.</param>
public sealed record RevokeRequest(string Name);

/// <summary>What was revoked.</summary>
/// <param name="Name">The name.</param>
public sealed record RevokeAnswer(string Name);

/// <summary>A one-time code that signs the token's bearer in at the dashboard.</summary>
/// <param name="Path">Where to go: <c>/sign-in?code=...</c> below Steward's address.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record SignInCode(string Path, DateTimeOffset ExpiresAt);
