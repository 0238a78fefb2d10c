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
    private static readonly Encoding BigEndian32 = new UTF32Encoding(bigEndian: true, byteOrderMark: true);

    /// <summary>The report as UTF-8, without a byte order mark; reads from its beginning and leaves it open.</summary>
    /// <param name="report">The report.</param>
    /// <param name="unknown">The encoding that it declares and nobody knows, so that it is read as UTF-8; null otherwise.</param>
    public static Stream OpenUtf8(Stream report, out string? unknown)
    {
        var head = new byte[DeclarationBytes];
        report.Position = 0;
        var length = report.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        unknown = null;
        var (encoding, mark) = Detect(head.AsSpan(0, length), ref unknown);
        report.Position = mark;
        return encoding is UTF8Encoding or ASCIIEncoding
            ? report
            : Encoding.CreateTranscodingStream(report, encoding, Encoding.UTF8, leaveOpen: true);
    }

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> head, ref string? unknown) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (BigEndian32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [(byte)'<', 0, 0, 0, ..] => (Encoding.UTF32, 0),
        [0, 0, 0, (byte)'<', ..] => (BigEndian32, 0),
        [(byte)'<', 0, ..] => (Encoding.Unicode, 0),
        [0, (byte)'<', ..] => (Encoding.BigEndianUnicode, 0),
        _ => (Declared(Encoding.Latin1.GetString(head), ref unknown) ?? Encoding.UTF8, 0),
    };

    private static Encoding? Declared(string head, ref string? unknown)
    {
        if (Declaration().Match(head) is not { Success: true } match) return null;
        var name = match.Groups["name"].Value;
        try
        {
            // A file of single bytes that declares UTF-16 was converted by somebody who left the declaration as it was.
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return encoding.GetByteCount("<") == 1 ? encoding : null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            unknown = name;
            return null;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["'](?<name>[A-Za-z0-9._-]{1,40})["']""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
