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
        RevokedAt = row.GetDateTimeOffset(nameof(TokenRecord.RevokedAt)),
    };

    public static TableEntity Claim(TokenRecord token) => new($"name:{token.Name}", AccessTable.NameRow)
    {
        [nameof(TokenRecord.Hash)] = token.Hash,
    };
}
