using Steward.Vault.Chunks.Packs;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Index;

/// <summary>Which chunk lies where: the indexes of the store, and what was written since. Safe to use from several threads.</summary>
internal sealed class VaultIndex : IDisposable
{
    private const long FrameBytes = 48 << 20;
    private readonly IVaultStore _store;
    private readonly VaultKeys _keys;
    private readonly FrameCache _frames = new(FrameBytes);
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private readonly Lock _lock = new();
    private FreshEntries _fresh = new();
    private FreshEntries _leaving = new();
    private volatile IndexRun[] _runs = [];

    public VaultIndex(IVaultStore store, VaultKeys keys) => (_store, _keys) = (store, keys);

    /// <summary>Entries that are not flushed.</summary>
    public int FreshCount
    {
        get
        {
            lock (_lock) return _fresh.Count;
        }
    }

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await foreach (var stored in _store.ListAsync(ObjectNames.Index, cancellation))
            Take(new MemoryRun(await _store.ReadAsync(stored.Name, IndexFormat.MaxBytes, cancellation)));
    }

    public bool Contains(ChunkId id) => TryFind(id, out _);

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
            lock (_lock)
            {
                if (_leaving.Count == 0) (_leaving, _fresh) = (_fresh, new FreshEntries());
            }

            return _leaving.Count == 0 ? 0 : await WriteAsync(cancellation);
        }
        finally
        {
            _flushing.Release();
        }
    }

    public void Dispose()
    {
        foreach (var run in _runs) run.Dispose();
        _flushing.Dispose();
    }

    private async Task<int> WriteAsync(CancellationToken cancellation)
    {
        var bytes = _leaving.Write(_keys.Index);
        await _store.EnsureAsync(ObjectNames.Index + ObjectNames.HashOf(bytes), bytes, cancellation);
        Take(new MemoryRun(bytes));
        lock (_lock) _leaving = new FreshEntries();
        return bytes.Length;
    }

    private void Take(IRunSource source)
    {
        var run = IndexRun.Open(source, _keys.Index, _frames);
        lock (_lock) _runs = [run, .. _runs];
    }
}
