using System.Buffers.Binary;
using System.Text;

namespace Steward.Stages.Testing.Results.Archives;

/// <summary>The header before a file of a zip (APPNOTE.TXT 6.3, 4.3.7).</summary>
/// <param name="Name">The path.</param>
/// <param name="Method">How it is packed: 0 not at all, 8 by deflate.</param>
/// <param name="Flags">Bit 0: encrypted; bit 3: lengths and sum stand behind the file.</param>
/// <param name="Sum">The CRC-32.</param>
/// <param name="Length">The unpacked length.</param>
internal sealed record ZipLocalHeader(string Name, int Method, int Flags, uint Sum, long Length)
{
    /// <summary>The bytes that every record of a zip begins with.</summary>
    public static ReadOnlySpan<byte> Mark => "PK"u8;

    private const int Size = 30;
    private const uint Signature = 0x04034B50;
    private const uint Descriptor = 0x08074B50;
    private const int LongestDescriptor = 24;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const uint InExtra = uint.MaxValue;
    private const ushort Zip64 = 1;

    /// <summary>The packed length; null: it stands behind the file.</summary>
    public long? PackedBytes { get; private init; }

    public bool IsEncrypted => (Flags & 1) != 0;

    public bool IsFolder => Name.EndsWith('/');

    public bool IsDeflated => Method == Deflated;

    public bool IsStored => Method == Stored;

    /// <summary>Reads the header that stands here, or behind the description of the file before; null when none does.</summary>
    public static ZipLocalHeader? Read(Stream packed)
    {
        SkipDescriptor(packed);
        Span<byte> header = stackalloc byte[Size];
        if (packed.ReadAtLeast(header, Size, throwOnEndOfStream: false) < Size || BinaryPrimitives.ReadUInt32LittleEndian(header) != Signature) return null;
        var rest = new byte[Number(header[26..]) + Number(header[28..])];
        return packed.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) == rest.Length ? Of(header, rest) : null;
    }

    private static ZipLocalHeader? Of(ReadOnlySpan<byte> header, ReadOnlySpan<byte> rest)
    {
        var (flags, nameLength) = (Number(header[6..]), Number(header[26..]));
        long unpackedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[22..]);
        long packedBytes = BinaryPrimitives.ReadUInt32LittleEndian(header[18..]);
        if (packedBytes == InExtra || unpackedBytes == InExtra) (unpackedBytes, packedBytes) = Long(rest[nameLength..]) ?? (-1, -1);
        if (packedBytes < 0 || unpackedBytes < 0) return null;
        var isBehind = (flags & 8) != 0 && packedBytes == 0;
        return new ZipLocalHeader(Encoding.UTF8.GetString(rest[..nameLength]), Number(header[8..]), flags, BinaryPrimitives.ReadUInt32LittleEndian(header[14..]), unpackedBytes)
        {
            PackedBytes = isBehind ? null : packedBytes,
        };
    }

    // Zip64 (4.5.3): both lengths in 8 bytes each.
    private static (long Unpacked, long Packed)? Long(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (Number(extra), Number(extra[2..]));
            extra = extra[4..];
            if (length > extra.Length) return null;
            if (id == Zip64 && length >= 16) return (BinaryPrimitives.ReadInt64LittleEndian(extra), BinaryPrimitives.ReadInt64LittleEndian(extra[8..]));
            extra = extra[length..];
        }

        return null;
    }

    // Sum and lengths behind a file (4.3.9), 12 or 20 bytes, mostly with a signature of their own: the next record stands behind them.
    private static void SkipDescriptor(Stream packed)
    {
        var (at, found) = (packed.Position, new byte[LongestDescriptor + 4]);
        var length = packed.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        packed.Position = at;
        if (length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(found) != Descriptor) return;
        var next = found.AsSpan(4, length - 4).IndexOf("PK\u0003\u0004"u8);
        packed.Position = next < 0 ? packed.Length : at + 4 + next;
    }

    private static int Number(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);
}
