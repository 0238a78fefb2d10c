using System.Text;
using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Formats.Xml;

namespace Steward.Stages.Testing.Results.Reading;

/// <summary>The beginning of a report, by which formats recognise it.</summary>
public sealed class ReportHead
{
    private ReportHead(byte[] bytes)
    {
        Bytes = bytes;
        (XmlRoot, XmlProblem) = FindRoot(bytes);
    }

    /// <summary>The first bytes, at most <see cref="ReportLimits.HeadBytes"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The first element's local name, or null when it is not XML.</summary>
    public string? XmlRoot { get; }

    /// <summary>Why it is not XML, where it began like it; null otherwise.</summary>
    public string? XmlProblem { get; }

    /// <summary>The head as text, in the encoding that it shows.</summary>
    public string Text => field ??= TextEncoding.Decode(Bytes.Span);

    /// <summary>What the first JSON value holds; <see cref="JsonHint.None"/> when there is none.</summary>
    public JsonHint Json => field ??= XmlRoot is null ? JsonHint.Of(Encoding.UTF8.GetBytes(Text)) : JsonHint.None;

    /// <summary>Reads the head and goes back to the beginning.</summary>
    public static ReportHead Of(Stream report)
    {
        var buffer = new byte[ReportLimits.HeadBytes];
        report.Position = 0;
        var length = report.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        report.Position = 0;
        return new ReportHead(buffer[..length]);
    }

    private static (string? Root, string? Problem) FindRoot(byte[] bytes)
    {
        using var source = new XmlSource(new MemoryStream(bytes));
        var xml = new XmlScanner(source.Utf8);
        try
        {
            while (xml.Read())
            {
                if (xml.Token == XmlToken.Start) return (xml.Name, null);
                if (!xml.IsSpace) break;
            }

            return (null, null);
        }
        catch (ReportBrokenException broken)
        {
            // An element that is longer than the head has a name all the same.
            return (xml.Name.Length > 0 ? xml.Name : null, broken.Message);
        }
    }
}
