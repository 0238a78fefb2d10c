using Azure.Data.Tables;
using Steward.Access;

namespace Steward.Azure.Access;

/// <summary>Tokens as rows of a table.</summary>
internal static class TokenRows
{
    public static TableEntity Write(TokenRecord token) => new(token.Hash, AccessTable.TokenRow)
    {
        [nameof(TokenRecord.Name)] = token.Name,
        [nameof(TokenRecord.Level)] = token.Level.ToString(),
        [nameof(TokenRecord.IssuedAt)] = token.IssuedAt,
        [nameof(TokenRecord.IssuedBy)] = token.IssuedBy,
        [nameof(TokenRecord.ExpiresAt)] = token.ExpiresAt,
        [nameof(TokenRecord.Owner)] = token.Owner,
        [nameof(TokenRecord.Products)] = Join(token.Products),
        [nameof(TokenRecord.Scopes)] = Join(token.Scopes),
    };

    public static TokenRecord Read(TableEntity row) => new()
    {
        Hash = row.PartitionKey,
        Name = row.GetString(nameof(TokenRecord.Name)),
        Level = Enum.Parse<AccessLevel>(row.GetString(nameof(TokenRecord.Level))),
        IssuedAt = row.GetDateTimeOffset(nameof(TokenRecord.IssuedAt))!.Value,
        IssuedBy = row.GetString(nameof(TokenRecord.IssuedBy)),
        ExpiresAt = row.GetDateTimeOffset(nameof(TokenRecord.ExpiresAt)),
        Owner = row.GetString(nameof(TokenRecord.Owner)),
        Products = Split(row.GetString(nameof(TokenRecord.Products))),
        Scopes = Split(row.GetString(nameof(TokenRecord.Scopes))),
        LastUsedOn = row.GetDateTimeOffset(nameof(TokenRecord.LastUsedOn)) is { } day ? DateOnly.FromDateTime(day.UtcDateTime) : null,
        RevokedAt = row.GetDateTimeOffset(nameof(TokenRecord.RevokedAt)),
    };

    /// <summary>Of a token's row the day of last use alone, to be merged into it.</summary>
    public static TableEntity Used(string hash, DateOnly day) => new(hash, AccessTable.TokenRow)
    {
        [nameof(TokenRecord.LastUsedOn)] = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero),
    };

    public static TableEntity Claim(TokenRecord token) => new($"name:{token.Name}", AccessTable.NameRow)
    {
        [nameof(TokenRecord.Hash)] = token.Hash,
    };

    // Neither products nor scopes have spaces. A row that has none of them narrows nothing: tokens from before.
    private static string? Join(IReadOnlyList<string>? all) => all is null ? null : string.Join(' ', all);

    private static string[]? Split(string? all) => all?.Split(' ');
}
