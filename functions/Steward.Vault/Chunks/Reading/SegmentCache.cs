using System.Runtime.InteropServices;
using Steward.Vault.Chunks.Index;
using Steward.Vault.Chunks.Segments;

namespace Steward.Vault.Chunks.Reading;

/// <summary>Expanded segments, the least used given up first; what several ask for at once is fetched once. Not safe by itself: its users share a lock.</summary>
/// <param name="loader">Fetches them.</param>
/// <param name="room">The lock of its users.</param>
internal sealed class SegmentCache(SegmentLoader loader, Lock room)
{
    private const long Limit = 48 << 20;
    private readonly Dictionary<SegmentKey, LinkedListNode<HeldSegment>> _held = [];
    private readonly LinkedList<HeldSegment> _byUse = new();
    private long _bytes;

    /// <summary>The segment of a chunk; it is being fetched when it was not there. Who uses its bytes takes a share in it first.</summary>
    public HeldSegment Get(in ChunkPlace place, out bool isNew)
    {
        var key = new SegmentKey(place.Pack.Hash, place.SegmentOffset);
        isNew = !_held.TryGetValue(key, out var node);
        if (node is null)
        {
            node = new LinkedListNode<HeldSegment>(new HeldSegment(key));
            node.Value.Load = LoadAsync(node, place);
            _held.Add(key, node);
        }
        else
        {
            _byUse.Remove(node);
        }

        _byUse.AddLast(node);
        return node.Value;
    }

    /// <summary>Gives a share up; the memory is used again when it was the last one.</summary>
    public static void Release(HeldSegment segment)
    {
        if (--segment.Shares == 0 && segment.Load.IsCompletedSuccessfully) segment.Load.Result.GiveBack();
    }

    private async Task<Decoded> LoadAsync(LinkedListNode<HeldSegment> node, ChunkPlace place)
    {
        try
        {
            // On another thread from the start: the caller holds the lock.
            var plain = await Task.Run(() => loader.LoadAsync(place));
            lock (room) Keep(node.Value, plain.Length);
            return plain;
        }
        catch
        {
            // Whoever asks again tries again.
            lock (room) Forget(node);
            throw;
        }
    }

    private void Keep(HeldSegment segment, int length)
    {
        segment.Bytes = length;
        _bytes += length;
        for (var node = _byUse.First; node is not null && _bytes > Limit;)
        {
            var next = node.Next;
            if (node.Value is { IsAhead: false, Bytes: > 0 } && node.Value != segment) Forget(node);
            node = next;
        }
    }

    private void Forget(LinkedListNode<HeldSegment> node)
    {
        if (!_held.Remove(node.Value.Key)) return;
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
        Release(node.Value);
    }
}

/// <summary>A segment's name.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SegmentKey(string Pack, int Offset);

/// <summary>A segment that is there or on its way.</summary>
internal sealed class HeldSegment(SegmentKey key)
{
    public SegmentKey Key => key;

    public Task<Decoded> Load { get; set; } = null!;

    /// <summary>How many use it; the cache is one.</summary>
    public int Shares { get; set; } = 1;

    /// <summary>0 until it is there.</summary>
    public int Bytes { get; set; }

    /// <summary>Fetched because it will be asked for.</summary>
    public bool IsAhead { get; set; }
}
