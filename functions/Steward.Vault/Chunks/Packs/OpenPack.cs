using System.Buffers;
using System.Buffers.Binary;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Packs;

/// <summary>A pack that is being filled: segments are encrypted straight into its rented memory. One thread at a time.</summary>
internal sealed class OpenPack : IDisposable
{
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(PackFormat.MaxBytes);
    private readonly byte[] _salt = ObjectCipher.NewSalt();
    private readonly ObjectCipher _cipher;
    private readonly ChunkKind _kind;
    private readonly List<PackSegment> _segments = [];
    private int _used = ObjectCipher.HeaderBytes;
    private int _chunks;

    public OpenPack(byte[] key, ChunkKind kind)
    {
        _kind = kind;
        _cipher = new ObjectCipher(key, _salt, PackFormat.Magic);
        ObjectCipher.WriteHeader(_buffer, PackFormat.Magic, _salt);
    }

    public bool IsEmpty => _segments.Count == 0;

    public bool HasRoomFor(Encoded segment) =>
        _used + segment.Bytes.Length + Nonces.TagBytes + DirectoryBytes(_segments.Count + 1, _chunks + segment.Chunks.Count) + Nonces.TagBytes + PackFormat.FooterBytes <= PackFormat.MaxBytes;

    public void Add(Encoded segment)
    {
        var bytes = segment.Bytes;
        _cipher.Encrypt(MessageKind.Body, _used, bytes, _buffer.AsSpan(_used));
        _segments.Add(new PackSegment(_used, bytes.Length + Nonces.TagBytes, segment.Chunks));
        _used += bytes.Length + Nonces.TagBytes;
        _chunks += segment.Chunks.Count;
    }

    /// <summary>Writes the directory; the memory stays this object's until it is disposed.</summary>
    public FinishedPack Finish()
    {
        var directory = Directory();
        _cipher.Encrypt(MessageKind.Directory, 0, directory, _buffer.AsSpan(_used));
        _used += directory.Length + Nonces.TagBytes;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_used), directory.Length + Nonces.TagBytes);
        _used += PackFormat.FooterBytes;
        var info = new PackInfo(ObjectNames.HashOf(_buffer.AsSpan(0, _used)), _salt, _used, _kind);
        return new FinishedPack(info, _buffer.AsMemory(0, _used), _segments);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static int DirectoryBytes(int segments, int chunks) => PackFormat.CountsBytes + (segments * PackFormat.SegmentBytes) + (chunks * PackFormat.ChunkBytes);

    private byte[] Directory()
    {
        var directory = new byte[DirectoryBytes(_segments.Count, _chunks)];
        var rest = directory.AsSpan();
        Put(ref rest, (int)_kind);
        Put(ref rest, _segments.Count);
        Put(ref rest, _chunks);
        foreach (var segment in _segments)
        {
            Put(ref rest, segment.Offset);
            Put(ref rest, segment.Length);
            Put(ref rest, segment.Chunks.Count);
        }

        foreach (var chunk in _segments.SelectMany(s => s.Chunks))
        {
            chunk.Id.CopyTo(rest);
            rest = rest[ChunkId.Length..];
            Put(ref rest, chunk.Length);
        }

        return directory;
    }

    private static void Put(ref Span<byte> target, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, value);
        target = target[4..];
    }
}

/// <summary>A pack ready to be written.</summary>
/// <param name="Info">What the index says of it.</param>
/// <param name="Bytes">The object; valid until the pack is disposed.</param>
/// <param name="Segments">What lies in it.</param>
internal sealed record FinishedPack(PackInfo Info, ReadOnlyMemory<byte> Bytes, IReadOnlyList<PackSegment> Segments);
