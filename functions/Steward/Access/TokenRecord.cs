namespace Steward.Access;

/// <summary>What is kept of a token: everything but the token.</summary>
public sealed record TokenRecord
{
    /// <summary>SHA-256 of the token, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>Its name, as it stands in evidence after <c>token:</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its bearer may do.</summary>
    public required AccessLevel Level { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The person whom it belongs to, as <c>github:login</c> or <c>entra:object-id</c>: it never opens more than that person may do at the moment. Null: a machine's.</summary>
    public string? Owner { get; init; }

    /// <summary>The products that it reaches, as <c>owner/name</c> or <c>owner/*</c>; null: all.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <summary>What it is for, out of <see cref="AccessScopes.All"/>; null: everything of its level.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>The day (UTC) on which it was used last; null: never, or before days were kept.</summary>
    public DateOnly? LastUsedOn { get; init; }

    /// <summary>Who its bearer is.</summary>
    public Caller Caller => new($"token:{Name}", Level) { Owner = Owner, Reach = Reach.Of(Products, Scopes) };

    /// <summary>True when it opens anything at a time.</summary>
    public bool IsLiveAt(DateTimeOffset time) => RevokedAt is null && !(ExpiresAt <= time);
}
