using System.Collections.Concurrent;

namespace Steward.Vault.Chunks.Index;

/// <summary>Decrypted frames of all indexes of a vault, the oldest given up first: as much memory as it may take, however large the indexes are.</summary>
/// <param name="limit">Bytes.</param>
internal sealed class FrameCache(long limit)
{
    private readonly ConcurrentDictionary<(IndexRun, int), byte[]> _frames = new();
    private readonly ConcurrentQueue<(IndexRun, int)> _order = new();
    private long _bytes;

    public byte[] Get(IndexRun run, int frame, Func<IndexRun, int, byte[]> read)
    {
        if (_frames.TryGetValue((run, frame), out var kept)) return kept;
        var made = read(run, frame);
        if (!_frames.TryAdd((run, frame), made)) return made;
        _order.Enqueue((run, frame));
        if (Interlocked.Add(ref _bytes, made.Length) > limit) Forget();
        return made;
    }

    private void Forget()
    {
        while (Interlocked.Read(ref _bytes) > limit && _order.TryDequeue(out var oldest))
            if (_frames.TryRemove(oldest, out var gone)) Interlocked.Add(ref _bytes, -gone.Length);
    }
}
