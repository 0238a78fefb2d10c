using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Index;

/// <summary>Which chunk lies where: the indexes of the store, and what was written since. Safe to use from several threads.</summary>
internal sealed class VaultIndex : IDisposable
{
    private const long FrameBytes = 52 << 20;
    private const long MemoryBytes = 8 << 20;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private readonly IVaultStore _store;
    private readonly VaultKeys _keys;
    private readonly FrameCache _frames = new(FrameBytes);
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly Lock _lock = new();
    private FreshEntries _fresh = new();
    private FreshEntries _leaving = new();
    private volatile IndexRun[] _runs = [];

    private readonly IndexFolder _folder;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private IndexRun[] _condemned = [];
    private long? _looked;
    private long _memory;

    /// <param name="store">Where the vault lies.</param>
    /// <param name="keys">The vault's keys.</param>
    /// <param name="folder">Where the index is cached.</param>
    /// <param name="time">The clock.</param>
    public VaultIndex(IVaultStore store, VaultKeys keys, IndexFolder folder, TimeProvider time) => (_store, _keys, _folder, _time) = (store, keys, folder, time);

    /// <summary>The indexes of the store, and those that were written since.</summary>
    public IReadOnlyList<IndexRun> Runs => _runs;

    /// <summary>Entries that are not flushed.</summary>
    public int FreshCount
    {
        get
        {
            lock (_lock) return _fresh.Count;
        }
    }

    /// <summary>What of the index could not be read, one sentence an object.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public async Task LoadAsync(IReadOnlyList<StoredObject> told, CancellationToken cancellation)
    {
        var loader = new IndexLoader(_store, _keys.Index, _frames, _folder);
        _runs = [.. await loader.LoadAsync(told, cancellation)];
        foreach (var item in told) _known.Add(item.Name);
        Problems = loader.Problems;
    }

    /// <summary>
    /// Looks also into what others have written since this vault was opened, and into the entries of packs that are to be removed: they are there until their time
    /// has come. Null when nobody knows the chunk.
    /// </summary>
    public async Task<ChunkPlace?> FindAnywhereAsync(ChunkId id, CancellationToken cancellation)
    {
        if (TryFind(id, out var place)) return place;
        await _flushing.WaitAsync(cancellation);
        try
        {
            if (_looked is null || _time.GetElapsedTime(_looked.Value) > LookAgain) await RefreshAsync(cancellation);
        }
        finally
        {
            _flushing.Release();
        }

        return TryFind(id, out place) || FindCondemned(id, out place) ? place : null;
    }

    public bool Contains(ChunkId id)
    {
        lock (_lock)
        {
            if (_fresh.TryFind(id, out _) || _leaving.TryFind(id, out _)) return true;
        }

        return Array.Exists(_runs, run => run.Contains(id));
    }

    public bool TryFind(ChunkId id, out ChunkPlace place)
    {
        lock (_lock)
        {
            if (_fresh.TryFind(id, out place) || _leaving.TryFind(id, out place)) return true;
        }

        foreach (var run in _runs)
            if (run.TryFind(id, out place)) return true;
        return false;
    }

    public void Add(FinishedPack pack)
    {
        lock (_lock) _fresh.Add(pack);
    }

    /// <summary>Writes what is in memory as an index object. Gives its bytes; 0 when there is nothing.</summary>
    public async Task<int> FlushAsync(CancellationToken cancellation)
    {
        await _flushing.WaitAsync(cancellation);
        try
        {
            // What an earlier flush could not write goes first: this one answers for all that was added before it.
            var bytes = await WriteAsync(cancellation);
            lock (_lock) (_leaving, _fresh) = (_fresh, new FreshEntries());
            return bytes + await WriteAsync(cancellation);
        }
        finally
        {
            _flushing.Release();
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs.Concat(_condemned)) run.Dispose();
        _folder.Dispose();
        _flushing.Dispose();
    }

    private bool FindCondemned(ChunkId id, out ChunkPlace place)
    {
        foreach (var run in _condemned)
            if (run.TryFind(id, out place)) return true;
        place = default;
        return false;
    }

    private async Task RefreshAsync(CancellationToken cancellation)
    {
        var loader = new IndexLoader(_store, _keys.Index, _frames, _folder);
        _condemned = [.. _condemned, .. await NewAsync(loader, ObjectNames.Condemned, cancellation)];
        var found = await NewAsync(loader, ObjectNames.Index, cancellation);
        lock (_lock) _runs = [.. _runs, .. found];
        _looked = _time.GetTimestamp();
    }

    private async Task<List<IndexRun>> NewAsync(IndexLoader loader, string prefix, CancellationToken cancellation)
    {
        var found = new List<IndexRun>();
        foreach (var item in await _store.ListAsync(prefix, cancellation).ToListAsync(cancellation))
        {
            if (!_known.Add(item.Name)) continue;
            if (await loader.OpenAsync(item.Name, isPassing: true, cancellation) is { } run) found.Add(run);
        }

        return found;
    }

    private async Task<int> WriteAsync(CancellationToken cancellation)
    {
        if (_leaving.Count == 0) return 0;
        var bytes = _leaving.Write(_keys.Index);
        var name = ObjectNames.Index + ObjectNames.HashOf(bytes);
        await _store.EnsureAsync(name, bytes, cancellation);
        _known.Add(name);
        Take(bytes);
        lock (_lock) _leaving = new FreshEntries();
        return bytes.Length;
    }

    // The first ones stay in memory; a backup that writes more than that does not grow with it.
    private void Take(byte[] bytes)
    {
        _memory += bytes.Length;
        var run = IndexRun.Open(_memory > MemoryBytes ? _folder.Pass(bytes) : new MemoryRun(bytes), _keys.Index, _frames);
        lock (_lock) _runs = [run, .. _runs];
    }
}
