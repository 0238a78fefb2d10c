using System.Buffers.Binary;

namespace Steward.Stages.Security.Antivirus.Encryption;

/// <summary>Encrypted RAR archives, by the headers at their beginning (RAR 4: technote.txt; RAR 5: "RAR 5.0 archive format").</summary>
internal static class RarHeaders
{
    private const string Sentence = "is an encrypted RAR archive";
    private const int MaxBlocks = 100;

    private static ReadOnlySpan<byte> Four => [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00];

    private static ReadOnlySpan<byte> Five => [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00];

    public static string? Find(ReadOnlySpan<byte> head) =>
        (head.StartsWith(Five) && IsEncrypted5(head[Five.Length..])) || (head.StartsWith(Four) && IsEncrypted4(head[Four.Length..])) ? Sentence : null;

    // CRC 2, type 1, flags 2, size 2; main header (0x73): flag 0x80 hides all headers; file header (0x74): flag 4 wants a password.
    private static bool IsEncrypted4(ReadOnlySpan<byte> rest)
    {
        for (var block = 0; block < MaxBlocks && rest.Length >= 11; block++)
        {
            var (type, flags, size) = (rest[2], BinaryPrimitives.ReadUInt16LittleEndian(rest[3..]), (long)BinaryPrimitives.ReadUInt16LittleEndian(rest[5..]));
            if ((type == 0x73 && (flags & 0x80) != 0) || (type == 0x74 && (flags & 4) != 0)) return true;
            if (type == 0x74 || (flags & 0x8000) != 0) size += BinaryPrimitives.ReadUInt32LittleEndian(rest[7..]);
            if (size < 7 || size >= rest.Length) return false;
            rest = rest[(int)size..];
        }

        return false;
    }

    // CRC 4, then numbers of 7 bits a byte: header size, type, flags, extra area size if flag 1, data size if flag 2. Type 4 hides all headers.
    private static bool IsEncrypted5(ReadOnlySpan<byte> rest)
    {
        for (var block = 0; block < MaxBlocks && rest.Length > 4; block++)
        {
            var at = 4;
            var size = Number(rest, ref at);
            var begin = at;
            var (type, flags) = (Number(rest, ref at), Number(rest, ref at));
            if (type == 4) return true;
            var extra = (flags & 1) != 0 ? Number(rest, ref at) : 0;
            var data = (flags & 2) != 0 ? Number(rest, ref at) : 0;
            if (size <= 0 || begin + size > rest.Length) return false;
            var header = rest.Slice(begin, (int)size);
            if (type == 2 && extra > 0 && extra <= size && HasEncryptionRecord(header[^(int)extra..])) return true;
            if (data < 0 || begin + size + data >= rest.Length) return false;
            rest = rest[(int)(begin + size + data)..];
        }

        return false;
    }

    // Records of the extra area: size, type, data; type 1 is file encryption.
    private static bool HasEncryptionRecord(ReadOnlySpan<byte> extra)
    {
        for (var at = 0; at < extra.Length;)
        {
            var size = Number(extra, ref at);
            var begin = at;
            if (Number(extra, ref at) == 1) return true;
            if (size <= 0 || begin + size > extra.Length) return false;
            at = (int)(begin + size);
        }

        return false;
    }

    // -1 where the bytes end before the number does.
    private static long Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        long value = 0;
        for (var shift = 0; shift < 35 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            value |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0) return value;
        }

        return -1;
    }
}
