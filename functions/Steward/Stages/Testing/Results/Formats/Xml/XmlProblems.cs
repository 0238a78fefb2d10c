using System.Globalization;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>What can be wrong with XML, in words that never repeat the report; and the check of its references.</summary>
internal static class XmlProblems
{
    public const string NotWellFormed = "it is not well-formed XML";

    public const string EndsInside = "the file ends inside an element";

    public const string Unmatched = "an end tag does not match its start tag";

    public const string Definition = "a document type definition is not allowed in a report";

    public const string UnknownEntity = "it uses an entity that XML does not define";

    /// <summary>What is wrong with an attribute's value, or null.</summary>
    public static string? OfValue(ReadOnlySpan<byte> value)
    {
        var first = value.IndexOfAny((byte)'<', (byte)'&');
        if (first < 0) return null;
        return value[first..].Contains((byte)'<') ? NotWellFormed : OfReferences(value[first..]);
    }

    /// <summary>What is wrong with the references in a text, or null. Only the five entities of XML and numbers are known (XML 1.0, section 4.6).</summary>
    public static string? OfReferences(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'&'); at >= 0; at = text.IndexOf((byte)'&'))
        {
            text = text[(at + 1)..];
            var end = text.IndexOf((byte)';');
            if (end is < 1 or > 15) return NotWellFormed;
            if (OfReference(text[..end]) is { } problem) return problem;
            text = text[end..];
        }

        return null;
    }

    private static string? OfReference(ReadOnlySpan<byte> name)
    {
        if (name[0] == '#') return CodePoint(name[1..]) is null ? NotWellFormed : null;
        return name.SequenceEqual("lt"u8) || name.SequenceEqual("gt"u8) || name.SequenceEqual("amp"u8)
            || name.SequenceEqual("quot"u8) || name.SequenceEqual("apos"u8) ? null : UnknownEntity;
    }

    /// <summary>The number of a character reference without its #; null when it is none. One beyond Unicode is -1.</summary>
    public static int? CodePoint(ReadOnlySpan<byte> digits)
    {
        var isHex = digits.Length > 0 && digits[0] == 'x';
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!long.TryParse(isHex ? digits[1..] : digits, style, CultureInfo.InvariantCulture, out var number)) return null;
        return number is >= 0 and <= 0x10FFFF ? (int)number : -1;
    }
}
