using Steward.Vault.Chunks;

namespace Steward.Vault.Entries;

/// <summary>
/// Writes a listing: items one after the other (a CBOR sequence, RFC 8742), cut into chunks. One ends behind a whole item, and where it ends is
/// decided by the path that stands there: an entry that comes or goes changes the chunk around it and no other.
/// </summary>
/// <param name="writer">Where the chunks go.</param>
/// <param name="sizes">How long they are.</param>
public sealed class ListingWriter(IChunkWriter writer, ChunkSizes sizes)
{
    private readonly EntryEncoder _encoder = new();
    private readonly List<ChunkId> _chunks = [];
    private readonly List<(byte[] Bytes, int Length)> _full = [];
    private byte[] _buffer = new byte[sizes.Max];
    private int _length;
    private Entry? _last;

    /// <summary>Adds an entry; they come in their order, or it throws.</summary>
    public ValueTask AddAsync(Entry entry, CancellationToken cancellation)
    {
        if (_last is not null && _last.Path.CompareTo(entry.Path) >= 0) throw EntryDecoder.Damaged($"'{entry.Path}' comes behind '{_last.Path}', which is not the order of a listing");
        _last = entry;
        _encoder.Encode(entry, Append);
        return _full.Count == 0 ? ValueTask.CompletedTask : WriteFullAsync(cancellation);
    }

    /// <summary>Writes what is left and tells the chunks.</summary>
    public async Task<IReadOnlyList<ChunkId>> EndAsync(CancellationToken cancellation)
    {
        Cut();
        await WriteFullAsync(cancellation);
        return _chunks;
    }

    private void Append(EntryEncoder item, int length)
    {
        if (_length + length > sizes.Max) Cut();
        if (length > _buffer.Length) _buffer = new byte[length];
        item.CopyTo(_buffer.AsSpan(_length));
        _length += length;
        if (_length >= sizes.Min && EndsAt(_last!.Path.Bytes.Span, length)) Cut();
    }

    private void Cut()
    {
        if (_length == 0) return;
        _full.Add((_buffer, _length));
        _buffer = new byte[sizes.Max];
        _length = 0;
    }

    private async ValueTask WriteFullAsync(CancellationToken cancellation)
    {
        foreach (var (bytes, length) in _full) _chunks.Add(await writer.AddAsync(bytes.AsMemory(0, length), ChunkKind.Listing, cancellation));
        _full.Clear();
    }

    // Longer items end a chunk more often, so that chunks have the same length on average whatever stands in them. The hash is FNV-1a with a last mixing.
    private bool EndsAt(ReadOnlySpan<byte> path, int length)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in path) hash = (hash ^ b) * 1099511628211UL;
        hash ^= hash >> 29;
        return (uint)((hash * 0xBF58476D1CE4E5B9UL) >> 32) < (ulong)length * uint.MaxValue / (ulong)(sizes.Average - sizes.Min);
    }
}
