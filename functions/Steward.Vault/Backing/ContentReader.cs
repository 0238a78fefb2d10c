using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>Reads contents, cuts them and puts the chunks into the vault. One for each worker: it has a buffer of its own.</summary>
internal sealed class ContentReader(Chunker chunker, IChunkWriter writer, SourceProblems problems, ProgressMeter meter)
{
    private byte[] _buffer = [];
    private int _start, _end;

    /// <summary>The entry with its chunks; null when its content cannot be read, which the problems tell.</summary>
    public async ValueTask<Entry?> ReadAsync(SourceEntry source, CancellationToken cancellation)
    {
        var shown = Texts.Clip(source.Entry.Path.ToString(), 400);
        try
        {
            using var content = source.Open!();
            var chunks = await ChunksAsync(content, source.Entry.Size, cancellation);
            if (content.Changed is { } changed) problems.Add($"'{shown}' {changed} while it was read: what is kept of it may be of no one moment.");
            return content.Complete(source.Entry) with { Chunks = chunks, Holes = content.Holes };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{shown}' is not in the snapshot: it cannot be read ({failure.Message.TrimEnd('.')}).");
            return null;
        }
    }

    private async ValueTask<IReadOnlyList<ChunkId>> ChunksAsync(IContent content, long size, CancellationToken cancellation)
    {
        (_start, _end) = (0, 0);
        var ended = !Fill(content, size);
        if (ended && _end <= chunker.Sizes.Min) return _end == 0 ? [] : [await AddAsync(_end, cancellation)];
        var chunks = new List<ChunkId>();
        while (_start < _end)
        {
            chunks.Add(await AddAsync(chunker.Cut(_buffer.AsSpan(_start, _end - _start)), cancellation));
            if (!ended && _end - _start < chunker.Sizes.Max) ended = !Fill(content, size);
        }

        return chunks;
    }

    private async ValueTask<ChunkId> AddAsync(int length, CancellationToken cancellation)
    {
        var id = await writer.AddAsync(_buffer.AsMemory(_start, length), ChunkKind.Content, cancellation);
        _start += length;
        meter.AddBytes(length);
        return id;
    }

    // Reads until the buffer is full; false at the end of the content. An error of it is the content's, one of the writer is not.
    private bool Fill(IContent content, long size)
    {
        Grow(size);
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < _buffer.Length)
        {
            var read = content.Read(_buffer.AsSpan(_end));
            if (read == 0) return false;
            _end += read;
        }

        return true;
    }

    // Small trees need no large memory: the buffer grows with the first file that needs it.
    private void Grow(long size)
    {
        var wanted = size is > 0 && size < chunker.Sizes.Min ? chunker.Sizes.Min + 1 : chunker.Sizes.Max * 2;
        if (_buffer.Length < wanted) Array.Resize(ref _buffer, wanted);
    }
}
