using System.Buffers.Binary;

namespace Steward.Stages.Security.Antivirus.Encryption;

/// <summary>
/// Encrypted Office documents: compound files ([MS-CFB]) with a stream "EncryptedPackage" ([MS-OFFCRYPTO] 2.3.4.4), and Word documents of the old
/// form with the flag fEncrypted ([MS-DOC] 2.5.1).
/// </summary>
internal static class OfficeFile
{
    private const int Fib = 512;

    /// <summary>How long the mark is that is looked for.</summary>
    public const int MarkBytes = 32;

    // "EncryptedPackage", as a directory entry has it: UTF-16, little-endian.
    private static readonly byte[] _mark = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");

    private static ReadOnlySpan<byte> Compound => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static bool IsCompound(ReadOnlySpan<byte> head) => head.StartsWith(Compound);

    public static string? Find(ReadOnlySpan<byte> bytes) => bytes.IndexOf(_mark) >= 0 ? "is an encrypted Office document" : null;

    public static string? FindInHead(ReadOnlySpan<byte> head) =>
        IsCompound(head) && head.Length >= Fib + 12 && BinaryPrimitives.ReadUInt16LittleEndian(head[Fib..]) == 0xA5EC
        && (BinaryPrimitives.ReadUInt16LittleEndian(head[(Fib + 10)..]) & 0x100) != 0
            ? "is an encrypted Word document"
            : null;
}
