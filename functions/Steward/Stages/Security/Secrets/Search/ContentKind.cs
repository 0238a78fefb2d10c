using System.Text;
using System.Text.Unicode;

namespace Steward.Stages.Security.Secrets.Search;

/// <summary>What the bytes of a content are, by its beginning.</summary>
internal static class ContentKind
{
    private const int Looked = 8000;
    private const int LongestCharacter = 4;

    /// <summary>The bytes of UTF-8's own mark, which is no character of the text.</summary>
    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>UTF-16 by its mark, of either order of bytes (RFC 2781); null for anything else.</summary>
    public static Encoding? Utf16(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => null, // UTF-32
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>True for what git takes for binary: a zero byte among the first 8000.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head) => head[..Math.Min(head.Length, Looked)].Contains((byte)0);

    /// <summary>True for UTF-8; what is not is read as Latin-1. The last character of the head may be cut.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < LongestCharacter && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut])) return true;
        }

        return false;
    }
}
