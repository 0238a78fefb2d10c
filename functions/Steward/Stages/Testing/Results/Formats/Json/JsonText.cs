using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Steward.Stages.Testing.Results.Formats.Json;

/// <summary>Reads texts of JSON leniently: bytes that are no UTF-8 and escapes that are half a character become replacement characters.</summary>
internal static class JsonText
{
    // Names and messages are cut further on; nobody needs more of one text.
    private const int MaxKept = 64 * 1024;

    public static string Of(in Utf8JsonReader reader)
    {
        var bytes = reader.HasValueSequence ? [] : reader.ValueSpan;
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxKept)]);
        return reader.ValueIsEscaped ? Unescape(text) : text;
    }

    /// <summary>A string of a parsed element; null when it is another value.</summary>
    public static string? Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(element.GetRawText().Trim('"'));
        }
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length) plain.Append(text[i]);
            else if (text[++i] != 'u') plain.Append(Short(text[i]));
            else if (i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
            {
                plain.Append((char)unit);
                i += 4;
            }
        }

        // Half of a surrogate pair must not leave this room: what is written from it later would fail.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(plain.ToString()));
    }

    private static char Short(char escape) => escape switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => escape };
}
