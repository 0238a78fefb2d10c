namespace Steward.Stages.Security.Antivirus.Encryption;

/// <summary>
/// Encrypted 7z archives, by the id of the AES coder (7zFormat.txt and Methods.txt of 7-Zip: 06 F1 07 01) in the header at the archive's end.
/// Where the header is compressed and only the files are encrypted the id cannot be seen: then it is the scanner that says so.
/// </summary>
internal static class SevenZip
{
    private static ReadOnlySpan<byte> Mark => [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C];

    private static ReadOnlySpan<byte> AesCoder => [0x06, 0xF1, 0x07, 0x01];

    public static bool Is(ReadOnlySpan<byte> head) => head.StartsWith(Mark);

    public static string? Find(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) =>
        Is(head) && tail.IndexOf(AesCoder) >= 0 ? "is an encrypted 7z archive" : null;
}
