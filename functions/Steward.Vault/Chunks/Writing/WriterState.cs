using System.Runtime.ExceptionServices;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Packs;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Writing;

/// <summary>What the lanes of a writer share: places at work, what is claimed, what was written, and the first failure.</summary>
internal sealed class WriterState : IDisposable
{
    private const int Uploads = 3;
    private readonly HashSet<ChunkId> _claimed = [];
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private ExceptionDispatchInfo? _failure;
    private WrittenBytes _written;

    public WriterState(IVaultStore store, VaultKeys keys, VaultIndex index, SegmentCodec codec)
    {
        (Store, Keys, Index, Codec) = (store, keys, index, codec);
        Compressing = new SemaphoreSlim(Environment.ProcessorCount + 2);
    }

    public IVaultStore Store { get; }

    public VaultKeys Keys { get; }

    public VaultIndex Index { get; }

    public SegmentCodec Codec { get; }

    /// <summary>Segments that are compressed, or wait to be placed: memory is bounded by it.</summary>
    public SemaphoreSlim Compressing { get; }

    /// <summary>Packs that are written to the store at once.</summary>
    public SemaphoreSlim Uploading { get; } = new(Uploads);

    public CancellationToken Stopped => _stop.Token;

    public WrittenBytes Written
    {
        get
        {
            lock (_lock) return _written;
        }
    }

    /// <summary>False when the vault has the chunk, or somebody else is about to write it.</summary>
    public bool TryClaim(ChunkId id)
    {
        lock (_lock)
        {
            if (!_claimed.Add(id)) return false;
            if (!Index.Contains(id)) return true;
            _claimed.Remove(id);
            return false;
        }
    }

    public bool Has(ChunkId id)
    {
        lock (_lock)
        {
            if (_claimed.Contains(id)) return true;
        }

        return Index.Contains(id);
    }

    /// <summary>Writes a full pack; its chunks are in the index then.</summary>
    public async Task UploadAsync(OpenPack pack)
    {
        try
        {
            using (pack)
            {
                var finished = pack.Finish();
                await Store.EnsureAsync(ObjectNames.PackOf(finished.Info.Hash), finished.Bytes, Stopped);
                Index.Add(finished);
                Count(finished);
                if (Index.FreshCount >= IndexFormat.MaxEntries / 4) CountIndex(await Index.FlushAsync(Stopped));
            }
        }
        catch (Exception failure)
        {
            // The next caller of the writer is told.
            Fail(failure);
        }
        finally
        {
            Uploading.Release();
        }
    }

    /// <summary>Waits until nothing is being written.</summary>
    public async Task UploadedAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < Uploads; i++) await Uploading.WaitAsync(cancellation);
        Uploading.Release(Uploads);
    }

    public void CountIndex(int bytes)
    {
        lock (_lock) _written = _written with { StoredBytes = _written.StoredBytes + bytes };
    }

    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
        _stop.Cancel();
    }

    public void ThrowIfFailed() => _failure?.Throw();

    public void Dispose()
    {
        Compressing.Dispose();
        Uploading.Dispose();
        _stop.Dispose();
    }

    private void Count(FinishedPack pack)
    {
        lock (_lock)
        {
            var (chunks, bytes) = (0L, 0L);
            foreach (var chunk in pack.Segments.SelectMany(s => s.Chunks))
            {
                _claimed.Remove(chunk.Id);
                (chunks, bytes) = (chunks + 1, bytes + chunk.Length);
            }

            _written = new WrittenBytes(_written.Chunks + chunks, _written.NewBytes + bytes, _written.StoredBytes + pack.Bytes.Length);
        }
    }
}
