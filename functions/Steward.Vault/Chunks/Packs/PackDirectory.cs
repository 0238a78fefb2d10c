using System.Buffers.Binary;
using Steward.Kernel;
using Steward.Vault.Chunks.Segments;
using Steward.Vault.Keys;
using Steward.Vault.Stores;

namespace Steward.Vault.Chunks.Packs;

/// <summary>What a pack says of itself: an index can be made anew from it.</summary>
/// <param name="Info">The pack.</param>
/// <param name="Segments">What lies in it.</param>
internal sealed record PackDirectory(PackInfo Info, IReadOnlyList<PackSegment> Segments)
{
    /// <summary>Reads the directory alone: three small requests. Invalid when it is not what was written.</summary>
    public static async Task<PackDirectory> ReadAsync(IVaultStore store, byte[] key, StoredObject pack, CancellationToken cancellation)
    {
        var hash = ObjectNames.LastOf(pack.Name);
        if (pack.Length is < ObjectCipher.HeaderBytes + PackFormat.FooterBytes or > PackFormat.MaxBytes || !ObjectNames.IsHash(hash)) throw Wrong(pack.Name, store);
        var (header, footer) = (new byte[ObjectCipher.HeaderBytes], new byte[PackFormat.FooterBytes]);
        await store.ReadAsync(pack.Name, 0, header, cancellation);
        await store.ReadAsync(pack.Name, pack.Length - footer.Length, footer, cancellation);
        var length = BinaryPrimitives.ReadInt32LittleEndian(footer);
        var offset = pack.Length - footer.Length - length;
        if (length < Nonces.TagBytes || offset < header.Length) throw Wrong(pack.Name, store);
        var stored = new byte[length];
        await store.ReadAsync(pack.Name, offset, stored, cancellation);
        return Open(key, hash, (int)pack.Length, header, stored) ?? throw Wrong(pack.Name, store);
    }

    /// <summary>Reads the directory of a whole pack; null when it is not what was written.</summary>
    public static PackDirectory? Read(byte[] key, string hash, ReadOnlySpan<byte> pack)
    {
        if (pack.Length < ObjectCipher.HeaderBytes + PackFormat.FooterBytes) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(pack[^PackFormat.FooterBytes..]);
        var offset = (long)pack.Length - PackFormat.FooterBytes - length;
        return length < Nonces.TagBytes || offset < ObjectCipher.HeaderBytes ? null : Open(key, hash, pack.Length, pack, pack.Slice((int)offset, length));
    }

    private static PackDirectory? Open(byte[] key, string hash, int packLength, ReadOnlySpan<byte> header, ReadOnlySpan<byte> stored)
    {
        if (ObjectCipher.SaltOf(header, PackFormat.Magic) is not { } salt) return null;
        using var cipher = new ObjectCipher(key, salt, PackFormat.Magic);
        var plain = new byte[stored.Length - Nonces.TagBytes];
        if (!cipher.Decrypt(MessageKind.Directory, 0, stored, plain)) return null;
        return Parse(plain, new PackInfo(hash, salt, packLength, ChunkKind.Content), packLength - PackFormat.FooterBytes - stored.Length);
    }

    private static PackDirectory? Parse(ReadOnlySpan<byte> plain, PackInfo info, int end)
    {
        if (plain.Length < PackFormat.CountsBytes) return null;
        var (kind, segments, chunks) = (Int(plain, 0), Int(plain, 4), Int(plain, 8));
        if (kind is < 0 or > (int)ChunkKind.Listing || segments < 0 || chunks < 0) return null;
        if (PackFormat.CountsBytes + ((long)segments * PackFormat.SegmentBytes) + ((long)chunks * PackFormat.ChunkBytes) != plain.Length) return null;
        var rest = plain[(PackFormat.CountsBytes + (segments * PackFormat.SegmentBytes))..];
        var found = new List<PackSegment>(segments);
        for (var i = 0; i < segments; i++)
        {
            if (Segment(plain[(PackFormat.CountsBytes + (i * PackFormat.SegmentBytes))..], ref rest, end) is not { } segment) return null;
            found.Add(segment);
        }

        return new PackDirectory(info with { Kind = (ChunkKind)kind }, found);
    }

    private static PackSegment? Segment(ReadOnlySpan<byte> bytes, ref ReadOnlySpan<byte> rest, int end)
    {
        var (offset, length, count) = (Int(bytes, 0), Int(bytes, 4), Int(bytes, 8));
        if (offset < ObjectCipher.HeaderBytes || length < SegmentFormat.HeaderBytes + Nonces.TagBytes || (long)offset + length > end) return null;
        if (count < 0 || (long)count * PackFormat.ChunkBytes > rest.Length) return null;
        var (chunks, at) = (new List<SegmentChunk>(count), 0L);
        for (var i = 0; i < count; i++)
        {
            var chunk = new SegmentChunk(new ChunkId(rest), (int)at, Int(rest, ChunkId.Length));
            if (chunk.Length <= 0 || (at += chunk.Length) > SegmentFormat.MaxPlainBytes) return null;
            chunks.Add(chunk);
            rest = rest[PackFormat.ChunkBytes..];
        }

        return new PackSegment(offset, length, chunks);
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static StewardException Wrong(string name, IVaultStore store) =>
        StewardException.Invalid($"{name} in {store.Address} is damaged: what it says of itself is not what was written.");
}
