using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;
using Steward.Ledger.Verification;

namespace Steward.Azure.Ledger;

/// <summary>
/// Compares the rows of a ledger with each other and with its checkpoint: what gates read by subject must be what the tree was made of.
/// Reads only; entries that were appended but not published yet are included.
/// </summary>
/// <param name="storage">Where the rows lie.</param>
/// <param name="product">The product.</param>
public sealed class LedgerAudit(StorageAccount storage, ProductId product)
{
    private readonly LedgerReader _reader = new(storage);
    private readonly List<byte[]> _hashes = [];
    private readonly CompactRange _range = new();
    private readonly List<LedgerProblem> _problems = [];

    /// <summary>The number of entries in the rows.</summary>
    public long Size => _range.Size;

    /// <summary>The root of the entries in the rows.</summary>
    public byte[] Root => _range.Root;

    /// <summary>What is wrong, at most <see cref="LedgerReport.MaxProblems"/>. Throws NotFound when the product has no ledger.</summary>
    public async Task<IReadOnlyList<LedgerProblem>> RunAsync(Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var head = await _reader.HeadAsync(product, cancellation);
        if (head.Range.Size == 0) throw StewardException.NotFound($"There is no ledger of {product} in this storage.");
        await ReadLeavesAsync(checkpoint, cancellation);
        if (Size < head.Range.Size) Report("head", $"It says {head.Range.Size} entries, but there are {Size}.");
        else if (Size == head.Range.Size && !Root.AsSpan().SequenceEqual(head.Range.Root)) Report("head", "Its hashes are not those of the entries.");
        if (checkpoint?.Size > Size) Report("checkpoint", $"It covers {checkpoint.Size} entries, but the table has {Size}.");
        await ReadIndexAsync(cancellation);
        return _problems;
    }

    private async Task ReadLeavesAsync(Checkpoint? checkpoint, CancellationToken cancellation)
    {
        try
        {
            await foreach (var leaf in _reader.LeavesAsync(product, 0, cancellation))
            {
                _hashes.Add(TreeHash.Leaf(leaf));
                _range.Append(_hashes[^1]);
                if (Size == checkpoint?.Size && !Root.AsSpan().SequenceEqual(checkpoint.RootHash))
                    Report("checkpoint", $"Its root hash is not that of the first {Size} entries in the table.");
            }
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            Report($"entry {Size}", failure.Message);
        }
    }

    private async Task ReadIndexAsync(CancellationToken cancellation)
    {
        var table = await storage.TableAsync(LedgerRows.Table);
        var rows = table.QueryAsync<TableEntity>(Keys.RowsWithPrefix(LedgerRows.PartitionOf(product), "s|"), cancellationToken: cancellation);
        var seen = new HashSet<long>();
        await foreach (var row in StorageErrors.Translate(rows))
        {
            if (Problem(row) is { } problem) Report($"row {row.RowKey}", problem);
            else seen.Add(LedgerRows.IndexOf(row));
        }

        for (var index = 0; index < _hashes.Count; index++)
            if (!seen.Contains(index)) Report($"entry {index}", "It cannot be found by its subject: its row is missing or damaged.");
    }

    private string? Problem(TableEntity row)
    {
        try
        {
            var (index, leaf) = (LedgerRows.IndexOf(row), LedgerRows.LeafOf(row));
            // Rows that were added while this runs are not known yet.
            if (index >= _hashes.Count) return null;
            if (index < 0 || !TreeHash.Leaf(leaf).AsSpan().SequenceEqual(_hashes[(int)index])) return $"It is not entry {index} of the tree.";
            return LedgerRows.KeyOf(LeafData.Read(leaf)) == row.RowKey ? null : "Its key is not that of its evidence.";
        }
        catch (StewardException failure) when (failure.Kind == FailureKind.Invalid)
        {
            return failure.Message;
        }
    }

    private void Report(string where, string message)
    {
        if (_problems.Count < LedgerReport.MaxProblems) _problems.Add(new LedgerProblem(where, message));
    }
}
