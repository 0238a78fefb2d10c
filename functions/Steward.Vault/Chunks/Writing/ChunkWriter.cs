using Steward.Kernel;

namespace Steward.Vault.Chunks.Writing;

/// <summary>Writes chunks through two lanes.</summary>
internal sealed class ChunkWriter : IChunkWriter
{
    private readonly WriterState _state;
    private readonly WriterLane _content;
    private readonly WriterLane _listing;
    private readonly SemaphoreSlim _flushing = new(1, 1);

    public ChunkWriter(WriterState state) =>
        (_state, _content, _listing) = (state, new WriterLane(ChunkKind.Content, state), new WriterLane(ChunkKind.Listing, state));

    public WrittenBytes Written => _state.Written;

    public async ValueTask<ChunkId> AddAsync(ReadOnlyMemory<byte> chunk, ChunkKind kind, int strand, CancellationToken cancellation)
    {
        if (chunk.Length is 0 or > ChunkLimits.MaxBytes)
            throw StewardException.Invalid($"A chunk has 1 to {ChunkLimits.MaxBytes} bytes, not {chunk.Length}.");
        _state.ThrowIfFailed();
        var id = _state.Keys.IdOf(chunk.Span);
        if (_state.TryClaim(id)) await (kind == ChunkKind.Content ? _content : _listing).AppendAsync(id, chunk, strand, cancellation);
        return id;
    }

    public bool Has(ChunkId id) => _state.Has(id);

    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _flushing.WaitAsync(cancellation);
        try
        {
            _state.ThrowIfFailed();
            await _content.FlushAsync(cancellation);
            await _listing.FlushAsync(cancellation);
            await _state.UploadedAsync(cancellation);
            _state.ThrowIfFailed();
            _state.CountIndex(await _state.Index.FlushAsync(cancellation));
        }
        finally
        {
            _flushing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _content.StopAsync();
        await _listing.StopAsync();
        await _state.UploadedAsync(CancellationToken.None);
        _content.Dispose();
        _listing.Dispose();
        _state.Dispose();
        _flushing.Dispose();
    }
}
