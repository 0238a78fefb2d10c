using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Azure.Ledger;

/// <summary>The ledger in Table storage (entries, head, index by subject), published to Blob storage. See <see cref="LedgerRows"/> for the rows.</summary>
public sealed class TableLedger : ILedger, IAsyncDisposable
{
    private readonly ConcurrentDictionary<ProductId, Lazy<ProductWriter>> _writers = new();
    private readonly StorageAccount _storage;
    private readonly LedgerReader _reader;
    private readonly LedgerPublisher _publisher;
    private readonly LedgerProver _prover;

    /// <summary>Opens the ledgers; nothing is sent yet.</summary>
    public TableLedger(StorageAccount storage, ISigner signer)
    {
        _storage = storage;
        _reader = new LedgerReader(storage);
        _publisher = new LedgerPublisher(_reader, Tiles, signer);
        _prover = new LedgerProver(_publisher, Tiles);
        BlobTiles Tiles(ProductId product) => new(storage, product);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerEntry>> AppendAsync(
        ProductId product, IReadOnlyList<Evidence> evidence, CancellationToken cancellation)
    {
        // All are checked before the first is written.
        var drafts = evidence.Select(Draft.Of).ToList();
        var writer = _writers.GetOrAdd(product, NewWriter).Value;
        var written = await Task.WhenAll(drafts.Chunk(ILedger.MaxTogether).Select(together => writer.AppendAsync(together, cancellation)));
        return [.. written.SelectMany(entries => entries)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerEntry> FindAsync(
        ProductId product, Subject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var entry in await _reader.AboutAsync(product, subject, cancellation)) yield return entry;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LedgerEntry> ReadAsync(
        ProductId product, long first, int count, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (first < 0 || count < 0) throw StewardException.Invalid($"{count} entries from {first} cannot be read; give numbers from 0.");
        if (count == 0) yield break;
        var index = first;
        await foreach (var leaf in _reader.LeavesAsync(product, first, cancellation))
        {
            yield return new LedgerEntry(index++, LeafData.Parse(leaf));
            if (index - first == count) yield break;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LedgerEntry>> ReadPublishedAsync(ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation) =>
        _prover.EntriesAsync(product, indices, size, cancellation);

    /// <inheritdoc/>
    public Task<Checkpoint?> GetCheckpointAsync(ProductId product, CancellationToken cancellation) =>
        _publisher.PublishAsync(product, cancellation);

    /// <inheritdoc/>
    public Task<InclusionProof> ProveInclusionAsync(ProductId product, long index, long size, CancellationToken cancellation) =>
        _prover.InclusionAsync(product, index, size, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<InclusionProof>> ProveInclusionsAsync(ProductId product, IReadOnlyList<long> indices, long size, CancellationToken cancellation) =>
        _prover.InclusionsAsync(product, indices, size, cancellation);

    /// <inheritdoc/>
    public Task<ConsistencyProof> ProveConsistencyAsync(ProductId product, long first, long second, CancellationToken cancellation) =>
        _prover.ConsistencyAsync(product, first, second, cancellation);

    /// <summary>Writes what is waiting, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers.Values) await writer.Value.DisposeAsync();
    }

    private Lazy<ProductWriter> NewWriter(ProductId product) =>
        new(() => new ProductWriter(() => _storage.TableAsync(LedgerRows.Table), product));
}
