using System.Text;
using System.Text.RegularExpressions;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>
/// Finds the encoding of an XML file by its byte order mark, the shape of its first bytes or its declaration (XML 1.0, appendix F);
/// UTF-8 otherwise. Bytes that are wrong in the encoding are replaced, not refused: they stand in messages, not in structure.
/// </summary>
internal static partial class XmlEncoding
{
    private const int DeclarationBytes = 256;

    public static StreamReader OpenText(Stream stream)
    {
        var head = new byte[DeclarationBytes];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return new StreamReader(stream, Detect(head.AsSpan(0, length)), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }

    private static Encoding Detect(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'<', 0, ..] => Encoding.Unicode,
        [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        _ => Declared(Encoding.Latin1.GetString(head)) ?? Encoding.UTF8,
    };

    private static Encoding? Declared(string head)
    {
        if (Declaration().Match(head) is not { Success: true } match) return null;
        try
        {
            // A file of single bytes that declares UTF-16 was converted by somebody who left the declaration as it was.
            var name = match.Groups["name"].Value;
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return encoding.GetByteCount("<") == 1 ? encoding : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["'](?<name>[A-Za-z0-9._-]{1,40})["']""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
