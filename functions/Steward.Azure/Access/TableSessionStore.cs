using Azure.Data.Tables;
using Steward.Access;
using Steward.Kernel;

namespace Steward.Azure.Access;

/// <summary>One-time codes and the key of sessions, in the table of access. A code is taken by deleting its row by ETag, which only one caller can.</summary>
/// <param name="table">The table.</param>
public sealed class TableSessionStore(AccessTable table) : ISessionStore
{
    private const string KeyPartition = "session";
    private const string Value = "Value";

    /// <inheritdoc/>
    public async Task AddCodeAsync(string hash, SignInGrant grant, DateTimeOffset now, CancellationToken cancellation)
    {
        await ForgetExpiredAsync(now, cancellation);
        await table.TryAddAsync(new TableEntity(hash, AccessTable.CodeRow)
        {
            [nameof(Caller.Name)] = grant.Caller.Name,
            [nameof(Caller.Level)] = grant.Caller.Level.ToString(),
            [nameof(Caller.Owner)] = grant.Caller.Owner,
            [nameof(Caller.EndsAt)] = grant.Caller.EndsAt,
            [nameof(SignInGrant.TokenHash)] = grant.TokenHash,
            [nameof(SignInGrant.ExpiresAt)] = grant.ExpiresAt,
        }, cancellation);
    }

    /// <inheritdoc/>
    public async Task<SignInGrant?> TakeCodeAsync(string hash, CancellationToken cancellation)
    {
        var row = await table.GetAsync(hash, AccessTable.CodeRow, cancellation);
        return row is not null && await table.TryDeleteAsync(row, cancellation) ? Read(row) : null;
    }

    /// <inheritdoc/>
    public async Task<byte[]> GetOrAddKeyAsync(byte[] proposed, CancellationToken cancellation)
    {
        if (await table.TryAddAsync(new TableEntity(KeyPartition, AccessTable.KeyRow) { [Value] = proposed }, cancellation)) return proposed;
        var row = await table.GetAsync(KeyPartition, AccessTable.KeyRow, cancellation);
        return row?.GetBinary(Value) ?? throw StewardException.Unavailable("The key of sessions changed while it was read. Try again.");
    }

    private static SignInGrant Read(TableEntity row) => new(
        new Caller(row.GetString(nameof(Caller.Name)), Enum.Parse<AccessLevel>(row.GetString(nameof(Caller.Level))))
        {
            Owner = row.GetString(nameof(Caller.Owner)),
            EndsAt = row.GetDateTimeOffset(nameof(Caller.EndsAt)),
        },
        row.GetString(nameof(SignInGrant.TokenHash)),
        row.GetDateTimeOffset(nameof(SignInGrant.ExpiresAt))!.Value);

    private async Task ForgetExpiredAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {AccessTable.CodeRow} and ExpiresAt lt {now}");
        await foreach (var row in table.QueryAsync(filter, cancellation)) await table.TryDeleteAsync(row, cancellation);
    }
}
