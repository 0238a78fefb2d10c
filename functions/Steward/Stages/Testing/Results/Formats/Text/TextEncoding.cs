using System.Text;

namespace Steward.Stages.Testing.Results.Formats.Text;

/// <summary>
/// Finds the encoding of a text by its byte order mark, or by where its first zero bytes stand (RFC 4627, section 3); UTF-8 otherwise.
/// Windows shells write UTF-16 when a tool's output is redirected. Bytes that are wrong in the encoding are replaced, not refused.
/// </summary>
internal static class TextEncoding
{
    private const int MarkBytes = 4;

    /// <summary>The encoding, and how many bytes its mark takes.</summary>
    public static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        [not 0, 0, not 0, 0, ..] => (Encoding.Unicode, 0),
        [0, not 0, 0, not 0, ..] => (Encoding.BigEndianUnicode, 0),
        _ => (Encoding.UTF8, 0),
    };

    /// <summary>The text as characters, from its beginning.</summary>
    public static StreamReader OpenText(Stream report)
    {
        var encoding = AfterMark(report);
        return new StreamReader(report, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024, leaveOpen: true);
    }

    /// <summary>The text as UTF-8, from its beginning; the report itself stays open when this is disposed.</summary>
    public static Stream OpenUtf8(Stream report)
    {
        var encoding = AfterMark(report);
        return Encoding.CreateTranscodingStream(report, encoding, Encoding.UTF8, leaveOpen: true);
    }

    /// <summary>The characters of a beginning.</summary>
    public static string Decode(ReadOnlySpan<byte> head)
    {
        var (encoding, mark) = Detect(head);
        return encoding.GetString(head[mark..]);
    }

    private static Encoding AfterMark(Stream report)
    {
        var head = new byte[MarkBytes];
        report.Position = 0;
        var length = report.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var (encoding, mark) = Detect(head.AsSpan(0, length));
        report.Position = mark;
        return encoding;
    }
}
