using System.Collections.Concurrent;
using Steward.Kernel;
using Steward.Ledger;

namespace Steward.Stages.Release.Tracing;

/// <summary>
/// Where in the ledger evidence about each subject stands, kept in memory and brought up to date before each question: a trace asks for some sixty
/// subjects, each of which would cost a query. The entries themselves are read where they are published, since their proofs need that anyway.
/// </summary>
internal sealed class SubjectIndex(ILedger ledger)
{
    /// <summary>The longest ledger that is kept so; longer ones are asked subject by subject.</summary>
    public const long MaxEntries = 500_000;

    private const int MaxProducts = 16;
    private readonly ConcurrentDictionary<ProductId, Places> _places = new();

    /// <summary>The evidence about some subjects, each in the order of the ledger; null when the ledger is too long to be kept.</summary>
    public async Task<IReadOnlyDictionary<Subject, IReadOnlyList<LedgerEntry>>?> FindAsync(
        ProductId product, IReadOnlyList<Subject> subjects, CancellationToken cancellation)
    {
        var size = (await ledger.GetCheckpointAsync(product, cancellation))?.Size ?? 0;
        if (size > MaxEntries) return null;
        if (_places.Count >= MaxProducts && !_places.ContainsKey(product)) _places.Clear();
        var found = await _places.GetOrAdd(product, static _ => new Places()).FindAsync(ledger, product, size, subjects, cancellation);
        var indices = found.SelectMany(f => f.Value).Distinct().Order().ToList();
        // A ledger without entries has no tree to read from.
        IReadOnlyList<LedgerEntry> entries = indices.Count == 0 ? [] : await ledger.ReadPublishedAsync(product, indices, size, cancellation);
        // Different subjects may share a hash.
        var about = entries.ToLookup(e => e.Evidence.Subject);
        return subjects.ToDictionary(s => s, s => (IReadOnlyList<LedgerEntry>)[.. about[s]]);
    }

    private sealed class Places : IDisposable
    {
        private readonly SemaphoreSlim _turn = new(1);
        private readonly Dictionary<int, List<long>> _bySubject = [];
        private long _size;

        public async Task<IReadOnlyDictionary<Subject, IReadOnlyList<long>>> FindAsync(
            ILedger ledger, ProductId product, long size, IReadOnlyList<Subject> subjects, CancellationToken cancellation)
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                if (size > _size) await CatchUpAsync(ledger, product, size, cancellation);
                return subjects.ToDictionary(s => s, s => (IReadOnlyList<long>)[.. _bySubject.GetValueOrDefault(s.GetHashCode(), []).Where(i => i < size)]);
            }
            finally
            {
                _turn.Release();
            }
        }

        public void Dispose() => _turn.Dispose();

        // What was read before a failure stays read.
        private async Task CatchUpAsync(ILedger ledger, ProductId product, long size, CancellationToken cancellation)
        {
            await foreach (var entry in ledger.ReadAsync(product, _size, (int)(size - _size), cancellation))
            {
                var hash = entry.Evidence.Subject.GetHashCode();
                if (!_bySubject.TryGetValue(hash, out var places)) _bySubject[hash] = places = [];
                places.Add(entry.Index);
                _size = entry.Index + 1;
            }
        }
    }
}
