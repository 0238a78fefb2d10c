using System.Buffers;
using System.Text;
using Steward.Kernel;

namespace Steward.Ledger.Canonical;

/// <summary>JSON strings as RFC 8785, section 3.2.2.2, writes them: only quotes, backslashes and control characters are escaped.</summary>
internal static class CanonicalText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, ' ').Select(c => (char)c)));

    /// <summary>Appends a JSON string with its quotes.</summary>
    public static void Write(string text, IBufferWriter<byte> target)
    {
        target.Write("\""u8);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Escaped); at >= 0; at = rest.IndexOfAny(Escaped))
        {
            WriteUtf8(rest[..at], target);
            WriteAscii(Escape(rest[at]), target);
            rest = rest[(at + 1)..];
        }

        WriteUtf8(rest, target);
        target.Write("\""u8);
    }

    /// <summary>Appends text that has only ASCII characters, without quotes.</summary>
    public static void WriteAscii(string text, IBufferWriter<byte> target) => Encoding.ASCII.GetBytes(text, target);

    private static void WriteUtf8(ReadOnlySpan<char> text, IBufferWriter<byte> target)
    {
        try
        {
            Utf8.GetBytes(text, target);
        }
        catch (EncoderFallbackException failure)
        {
            throw StewardException.Invalid("A text holds half a character (a lone surrogate); remove it.", failure);
        }
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => $"\\u{(int)c:x4}",
    };
}
