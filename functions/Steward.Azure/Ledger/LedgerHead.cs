using Azure;
using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger.Merkle;

namespace Steward.Azure.Ledger;

/// <summary>The end of a ledger as stored. Whoever replaces it under its ETag has appended; nobody else can have.</summary>
/// <param name="Range">The tree's right edge.</param>
/// <param name="ETag">The row's ETag; null when the ledger has no row yet.</param>
internal sealed record LedgerHead(CompactRange Range, ETag? ETag)
{
    private const string Size = "Size";
    private const string Hashes = "Hashes";

    /// <summary>Reads the head; an empty one when the ledger has none.</summary>
    public static async Task<LedgerHead> ReadAsync(TableClient table, string partition, CancellationToken cancellation)
    {
        var row = await StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(partition, LedgerRows.Head, cancellationToken: cancellation));
        if (!row.HasValue || row.Value is not { } found) return new LedgerHead(new CompactRange(), null);
        if (found.GetInt64(Size) is not { } size || found.GetBinary(Hashes) is not { } hashes)
            throw StewardException.Invalid($"The ledger's head in partition '{partition}' is damaged; restore it from a snapshot.");
        return new LedgerHead(CompactRange.FromBytes(size, hashes), found.ETag);
    }

    /// <summary>The head after some leaves, without an ETag yet.</summary>
    public CompactRange With(IEnumerable<byte[]> leafHashes)
    {
        var range = Range.Clone();
        foreach (var hash in leafHashes) range.Append(hash);
        return range;
    }

    /// <summary>The operation that puts another range in this one's place, and fails when somebody else did.</summary>
    public TableTransactionAction Replace(string partition, CompactRange range)
    {
        var row = new TableEntity(partition, LedgerRows.Head) { { Size, range.Size }, { Hashes, range.ToBytes() } };
        return ETag is { } etag
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }
}
