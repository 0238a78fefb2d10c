using System.Buffers.Binary;
using System.Text;
using Steward.Kernel;

namespace Steward.Stages.Security.Antivirus.Encryption;

/// <summary>Encrypted entries of a zip: bit 0 of the general purpose flags of a local or central header (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.4.4).</summary>
internal static class ZipEntries
{
    /// <summary>So many bytes from its mark on are looked at of one header.</summary>
    public const int MaxHeader = 46 + 256;

    private const int MaxVersion = 63;
    private const int MaxName = 200;
    private static ReadOnlySpan<byte> Mark => "PK"u8;

    /// <summary>Whether the content begins as a zip does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.Length >= 4 && head.StartsWith(Mark) && (head[2], head[3]) is (3, 4) or (5, 6) or (7, 8);

    /// <summary>The first header of an encrypted entry among some bytes.</summary>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        for (int at; (at = bytes.IndexOf(Mark)) >= 0; bytes = bytes[(at + 2)..])
        {
            if (Name(bytes[at..]) is { } name) return $"holds an encrypted zip entry ('{Texts.Clip(name, MaxName)}')";
        }

        return null;
    }

    private static string? Name(ReadOnlySpan<byte> header) => header.Length < 4 ? null : (header[2], header[3]) switch
    {
        (3, 4) => Name(header, 4, 26, 30),
        (1, 2) => Name(header, 6, 28, 46),
        _ => null,
    };

    // The mark alone can stand in any data: version, method and name must be such that a header can be meant.
    private static string? Name(ReadOnlySpan<byte> header, int version, int nameLength, int name)
    {
        if (header.Length < name + 1) return null;
        var (needed, flags, method) = (header[version], Short(header[(version + 2)..]), Short(header[(version + 4)..]));
        if ((flags & 1) == 0 || needed > MaxVersion || method > 99) return null;
        var length = Short(header[nameLength..]);
        var text = header[name..Math.Min(header.Length, name + length)];
        return length == 0 || text.IndexOfAnyInRange((byte)0, (byte)31) >= 0 ? null : Encoding.UTF8.GetString(text);
    }

    private static ushort Short(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
