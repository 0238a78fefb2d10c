using Steward.Vault.Chunks.Packs;
using Steward.Vault.Chunks.Segments;

namespace Steward.Vault.Chunks.Writing;

/// <summary>
/// The way of one kind of chunks into packs: a segment is filled, compressed on whatever core is free, placed in the order in which it was filled, and packs are
/// written while the next ones are filled.
/// </summary>
/// <param name="kind">Contents or listings.</param>
/// <param name="state">What is shared with the other lane.</param>
internal sealed class WriterLane(ChunkKind kind, WriterState state) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<int, OpenSegment> _segments = [];
    private OpenPack? _pack;
    private Task _placed = Task.CompletedTask;

    public async ValueTask AppendAsync(ChunkId id, ReadOnlyMemory<byte> chunk, int strand, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_segments.TryGetValue(strand, out var segment) && !segment.HasRoomFor(chunk.Length))
            {
                await CloseSegmentAsync(strand, cancellation);
                segment = null;
            }

            segment ??= _segments[strand] = new OpenSegment(chunk.Length);
            segment.Add(id, chunk.Span);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes what is open; the packs are on their way then.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            foreach (var strand in _segments.Keys.Order().ToList()) await CloseSegmentAsync(strand, cancellation);
            await _placed;
            if (_pack is not null) await SendAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until no work is left that uses its memory.</summary>
    public async Task StopAsync() => await _placed;

    public void Dispose()
    {
        foreach (var segment in _segments.Values) segment.Dispose();
        _pack?.Dispose();
        _turn.Dispose();
    }

    private async Task CloseSegmentAsync(int strand, CancellationToken cancellation)
    {
        await state.Compressing.WaitAsync(cancellation);
        _segments.Remove(strand, out var segment);
        var before = _placed;
        _placed = Task.Run(() => StoreAsync(segment!, before), CancellationToken.None);
    }

    private async Task StoreAsync(OpenSegment segment, Task before)
    {
        try
        {
            using var encoded = state.Codec.Encode(segment);
            await before;
            if (!state.Stopped.IsCancellationRequested) await PlaceAsync(encoded);
        }
        catch (Exception failure)
        {
            // The next caller of the writer is told.
            state.Fail(failure);
        }
        finally
        {
            state.Compressing.Release();
        }
    }

    private async Task PlaceAsync(Encoded segment)
    {
        if (_pack?.HasRoomFor(segment) == false) await SendAsync();
        _pack ??= new OpenPack(state.Keys.Packs, kind);
        _pack.Add(segment);
    }

    private async Task SendAsync()
    {
        await state.Uploading.WaitAsync(state.Stopped);
        var pack = _pack!;
        _pack = null;
        _ = Task.Run(() => state.UploadAsync(pack), CancellationToken.None);
    }
}
