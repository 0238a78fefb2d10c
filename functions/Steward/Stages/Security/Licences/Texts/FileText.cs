using System.Text;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>Makes text of bytes whose encoding nobody tells.</summary>
internal static class FileText
{
    private const int Looked = 8000;

    /// <summary>
    /// The text: by its byte order mark; as UTF-16 where every second byte is zero; else as UTF-8, and single bytes that are none as Latin-1.
    /// Null for what is no text: zero bytes among the first 8,000, as git decides it.
    /// </summary>
    public static string? Decode(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe, 0, 0])) return Encoding.UTF32.GetString(span[4..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return Encoding.Unicode.GetString(span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return Encoding.BigEndianUnicode.GetString(span[2..]);
        if (span.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) span = span[3..];
        if (!span[..Math.Min(span.Length, Looked)].Contains((byte)0)) return Narrow(span);
        return Wide(span[..Math.Min(span.Length, Looked)]) switch { 1 => Encoding.Unicode.GetString(span), 0 => Encoding.BigEndianUnicode.GetString(span), _ => null };
    }

    private static string Narrow(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    // Which half of each pair is zero, nearly always, as in UTF-16 of Latin letters; -1: neither.
    private static int Wide(ReadOnlySpan<byte> bytes)
    {
        Span<int> zeros = stackalloc int[2];
        for (var i = 0; i < bytes.Length; i++) zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        var half = bytes.Length / 2;
        return zeros[1] > half * 0.8 && zeros[0] < half * 0.05 ? 1 : zeros[0] > half * 0.8 && zeros[1] < half * 0.05 ? 0 : -1;
    }
}
