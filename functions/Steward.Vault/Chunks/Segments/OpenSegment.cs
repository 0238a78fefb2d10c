using System.Buffers;
using Steward.Vault.Chunks.Packs;

namespace Steward.Vault.Chunks.Segments;

/// <summary>A segment that is being filled. Its memory is rented.</summary>
internal sealed class OpenSegment : IDisposable
{
    private readonly byte[] _buffer;

    public OpenSegment(int atLeast) => _buffer = ArrayPool<byte>.Shared.Rent(SegmentFormat.HeaderBytes + Math.Max(atLeast, SegmentFormat.TargetBytes));

    /// <summary>Bytes of its chunks.</summary>
    public int Length { get; private set; }

    public List<SegmentChunk> Chunks { get; } = [];

    /// <summary>Header and chunks; the header is not filled in.</summary>
    public Span<byte> Whole => _buffer.AsSpan(0, SegmentFormat.HeaderBytes + Length);

    public bool HasRoomFor(int length) =>
        Length + length <= (Chunks.Count < SegmentFormat.ManyChunks ? SegmentFormat.TargetBytes : SegmentFormat.TargetOfSmallBytes);

    public void Add(ChunkId id, ReadOnlySpan<byte> chunk)
    {
        chunk.CopyTo(_buffer.AsSpan(SegmentFormat.HeaderBytes + Length));
        Chunks.Add(new SegmentChunk(id, Length, chunk.Length));
        Length += chunk.Length;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
