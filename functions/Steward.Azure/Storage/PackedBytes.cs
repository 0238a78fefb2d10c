using System.IO.Compression;
using Azure.Data.Tables;

namespace Steward.Azure.Storage;

/// <summary>
/// Bytes inside a table entity: compressed (Brotli, RFC 7932) where that makes them smaller, and cut into binary properties below the limit of
/// 64 KB each. What does not fit belongs in a blob.
/// </summary>
internal static class PackedBytes
{
    /// <summary>The most packed bytes in one entity: half of what an entity may hold, so that a transaction (4 MB) holds several.</summary>
    public const int MaxInEntity = 8 * Part;

    private const int Part = 60 * 1024;
    private const byte Plain = 0;
    private const byte Brotli = 1;

    /// <summary>The bytes in their packed form, a copy: one byte that says how, then the content.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        var rented = System.Buffers.ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        try
        {
            var packed = rented.AsSpan(0, bytes.Length + 1);
            packed[0] = Brotli;
            if (BrotliEncoder.TryCompress(bytes, packed[1..], out var written, quality: 1, window: 18)) return packed[..(written + 1)].ToArray();
            packed[0] = Plain;
            bytes.CopyTo(packed[1..]);
            return packed.ToArray();
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The bytes as they were.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        if (packed[0] == Plain) return packed[1..].ToArray();
        using var content = new MemoryStream();
        using var brotli = new BrotliStream(new MemoryStream(packed[1..].ToArray()), CompressionMode.Decompress);
        brotli.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Puts packed bytes into an entity's properties: <c>name0</c>, <c>name1</c>...</summary>
    public static void Write(TableEntity entity, string name, byte[] packed)
    {
        if (packed.Length <= Part)
        {
            entity[name + "0"] = packed;
            return;
        }

        for (var (at, i) = (0, 0); at < packed.Length; at += Part, i++)
            entity[name + i] = packed.AsSpan(at, Math.Min(Part, packed.Length - at)).ToArray();
    }

    /// <summary>The packed bytes in an entity's properties; null when there are none.</summary>
    public static byte[]? Read(TableEntity entity, string name)
    {
        var parts = new List<byte[]>();
        while (entity.TryGetValue(name + parts.Count, out var part)) parts.Add((byte[])part);
        return parts.Count == 0 ? null : [.. parts.SelectMany(p => p)];
    }
}
