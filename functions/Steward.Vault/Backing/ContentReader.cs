using Steward.Kernel;
using Steward.Vault.Chunks;
using Steward.Vault.Entries;
using Steward.Vault.Sources;

namespace Steward.Vault.Backing;

/// <summary>Reads contents, has them cut and puts the chunks into the vault. One for each worker: it has memory of its own.</summary>
internal sealed class ContentReader(Chunker chunker, IChunkWriter writer, int strand, SourceProblems problems, ProgressMeter meter) : IDisposable
{
    private readonly ContentCutter _cutter = new(chunker);

    /// <summary>The entry with its chunks; null when its content cannot be read, which the problems tell.</summary>
    public async ValueTask<Entry?> ReadAsync(SourceEntry source, CancellationToken cancellation)
    {
        try
        {
            using var content = source.Open!();
            var chunks = await ChunksAsync(content, cancellation);
            if (content.Changed is { } changed) problems.Add($"'{Shown(source)}' {changed} while it was read: what is kept of it may be of no one moment.");
            return content.Complete(source.Entry) with { Chunks = chunks, Holes = content.Holes };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{Shown(source)}' is not in the snapshot: it cannot be read ({failure.Message.TrimEnd('.')}).");
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cutter.Dispose();

    private async ValueTask<IReadOnlyList<ChunkId>> ChunksAsync(IContent content, CancellationToken cancellation)
    {
        _cutter.Begin();
        var first = await NextAsync(content, cancellation);
        if (first is null) return [];
        var second = await NextAsync(content, cancellation);
        if (second is null) return [first.Value];
        var chunks = new List<ChunkId> { first.Value, second.Value };
        while (await NextAsync(content, cancellation) is { } more) chunks.Add(more);
        return chunks;
    }

    private async ValueTask<ChunkId?> NextAsync(IContent content, CancellationToken cancellation)
    {
        var chunk = _cutter.Next(content);
        if (chunk.IsEmpty) return null;
        var id = await writer.AddAsync(chunk, ChunkKind.Content, strand, cancellation);
        meter.AddBytes(chunk.Length);
        return id;
    }

    private static string Shown(SourceEntry source) => Texts.Clip(source.Entry.Path.ToString(), 400);
}
