using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.Ledger.Merkle;

namespace Steward.Azure.Ledger;

/// <summary>
/// Appends to the ledger of one product, one transaction after the other: head, batch and evidence rows together or not at all. Other
/// processes may append too; then the head's ETag does not fit and this one reads the head again and takes new indices.
/// </summary>
internal sealed class ProductWriter : IAsyncDisposable
{
    private const int MaxAttempts = 50;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
    private readonly Func<Task<TableClient>> _table;
    private readonly string _partition;
    private readonly GroupCommit<IReadOnlyList<Draft>, IReadOnlyList<LedgerEntry>> _commits;

    // Known only between transactions of this loop; forgotten whenever it is in doubt.
    private LedgerHead? _head;

    public ProductWriter(Func<Task<TableClient>> table, ProductId product)
    {
        (_table, _partition) = (table, LedgerRows.PartitionOf(product));
        _commits = new GroupCommit<IReadOnlyList<Draft>, IReadOnlyList<LedgerEntry>>(WriteAllAsync, ILedger.MaxTogether, weigh: together => together.Count);
    }

    /// <summary>Appends at most <see cref="ILedger.MaxTogether"/> entries in one transaction, so that nobody sees a part of them.</summary>
    public Task<IReadOnlyList<LedgerEntry>> AppendAsync(IReadOnlyList<Draft> together, CancellationToken cancellation) =>
        _commits.WriteAsync(together, cancellation);

    public ValueTask DisposeAsync() => _commits.DisposeAsync();

    private async Task<IReadOnlyList<IReadOnlyList<LedgerEntry>>> WriteAllAsync(
        IReadOnlyList<IReadOnlyList<Draft>> batch, CancellationToken cancellation)
    {
        var entries = await WriteAsync([.. batch.SelectMany(together => together)], cancellation);
        var answers = new List<IReadOnlyList<LedgerEntry>>(batch.Count);
        for (var at = 0; answers.Count < batch.Count; at += answers[^1].Count) answers.Add([.. entries.Skip(at).Take(batch[answers.Count].Count)]);
        return answers;
    }

    private async Task<IReadOnlyList<LedgerEntry>> WriteAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellation)
    {
        var table = await _table();
        var done = new Dictionary<string, LedgerEntry>(drafts.Count, StringComparer.Ordinal);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var missing = drafts.Where(d => !done.ContainsKey(d.RowKey)).DistinctBy(d => d.RowKey, StringComparer.Ordinal).ToList();
            if (missing.Count == 0) return [.. drafts.Select(d => done[d.RowKey])];
            await CommitAsync(table, missing, done, cancellation);
        }

        throw StewardException.Unavailable("Too many others append to this ledger at the same time; try again.");
    }

    private async Task CommitAsync(
        TableClient table, List<Draft> drafts, Dictionary<string, LedgerEntry> done, CancellationToken cancellation)
    {
        var head = _head ?? await LedgerHead.ReadAsync(table, _partition, cancellation);
        _head = null;
        var range = head.With(drafts.Select(d => d.Hash));
        try
        {
            var answer = await StorageErrors.Translate(() => table.SubmitTransactionAsync(Actions(head, range, drafts), cancellation));
            _head = new LedgerHead(range, answer.Value[0].Headers.ETag);
            for (var i = 0; i < drafts.Count; i++) done[drafts[i].RowKey] = new LedgerEntry(head.Range.Size + i, drafts[i].Evidence);
        }
        catch (TableTransactionFailedException failure) when (failure.Status is Conflict or PreconditionFailed)
        {
            // 412, or 409 at the head or the batch: somebody else has appended. 409 at evidence: it is in the ledger already.
            if (failure.FailedTransactionActionIndex is null or > 1) await FindAsync(table, drafts, done, cancellation);
        }
    }

    private IEnumerable<TableTransactionAction> Actions(LedgerHead head, CompactRange range, List<Draft> drafts)
    {
        yield return head.Replace(_partition, range);
        yield return Add(LedgerRows.BatchRow(_partition, drafts, range.Size));
        for (var i = 0; i < drafts.Count; i++) yield return Add(LedgerRows.EvidenceRow(_partition, drafts[i], head.Range.Size + i));
    }

    private async Task FindAsync(TableClient table, List<Draft> drafts, Dictionary<string, LedgerEntry> done, CancellationToken cancellation)
    {
        var rows = await Task.WhenAll(drafts.Select(d => StorageErrors.Translate(() =>
            table.GetEntityIfExistsAsync<TableEntity>(_partition, d.RowKey, cancellationToken: cancellation))));
        foreach (var row in rows)
            if (row is { HasValue: true, Value: { } found }) done[found.RowKey] = LedgerRows.EntryOf(found);
    }

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);
}
