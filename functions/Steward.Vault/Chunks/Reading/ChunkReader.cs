using Steward.Kernel;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;

namespace Steward.Vault.Chunks.Reading;

/// <summary>Reads chunks out of their segments, which are fetched ahead and kept for a while.</summary>
internal sealed class ChunkReader : IChunkReader
{
    private readonly VaultKeys _keys;
    private readonly VaultIndex _index;
    private readonly SegmentLoader _loader;
    private readonly SegmentCache _cache;
    private readonly ReadAhead _ahead;
    private readonly Lock _lock = new();

    public ChunkReader(VaultKeys keys, VaultIndex index, SegmentLoader loader)
    {
        (_keys, _index, _loader) = (keys, index, loader);
        _cache = new SegmentCache(loader, _lock);
        _ahead = new ReadAhead(index, _cache);
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ChunkId id, CancellationToken cancellation)
    {
        using var lease = await RentAsync(id, cancellation);
        return lease.Bytes.ToArray();
    }

    public async ValueTask<ChunkLease> RentAsync(ChunkId id, CancellationToken cancellation)
    {
        if (!_index.TryFind(id, out var place)) place = await _index.FindAnywhereAsync(id, cancellation) ?? throw Unknown(id);
        var segment = SegmentOf(place);
        try
        {
            return new ChunkLease(Checked(await segment.Load.WaitAsync(cancellation), id, place), () => Release(segment));
        }
        catch
        {
            Release(segment);
            throw;
        }
    }

    public void Expect(IReadOnlyList<ChunkId> ids)
    {
        lock (_lock) _ahead.Expect(ids);
    }

    public int? LengthOf(ChunkId id) => _index.TryFind(id, out var place) ? place.Length : null;

    private StewardException Unknown(ChunkId id) => StewardException.NotFound(
        $"No index of the vault knows the chunk {id}. Run 'steward vault verify', which names the files that need it{(_index.Problems.Count == 0 ? "" : $", and 'steward vault repair': {_index.Problems[0]}")}.");

    private HeldSegment SegmentOf(in ChunkPlace place)
    {
        lock (_lock)
        {
            var segment = _cache.Get(place, out var isNew);
            segment.Shares++;
            _ahead.Touched(segment, !isNew);
            return segment;
        }
    }

    private ReadOnlyMemory<byte> Checked(Decoded plain, ChunkId id, in ChunkPlace place)
    {
        if (place.Offset < 0 || place.Length < 0 || (long)place.Offset + place.Length > plain.Length) throw _loader.Damaged(place);
        var chunk = plain.Buffer.AsMemory(place.Offset, place.Length);
        return _keys.IdOf(chunk.Span) == id ? chunk : throw _loader.Damaged(place);
    }

    private void Release(HeldSegment segment)
    {
        lock (_lock) SegmentCache.Release(segment);
    }
}
