using System.Text;
using System.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>The beginning of a report, by which formats recognise it.</summary>
public sealed class CoverageHead
{
    private CoverageHead(byte[] bytes)
    {
        Text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        (XmlRoot, XmlProblem) = FindRoot(bytes);
    }

    /// <summary>The first characters, as UTF-8, without white space before them.</summary>
    public string Text { get; }

    /// <summary>The first element's local name, or null when it is not XML.</summary>
    public string? XmlRoot { get; }

    /// <summary>Why it is not XML, where it began like it; null otherwise.</summary>
    public string? XmlProblem { get; }

    /// <summary>True when a piece of text stands in the head.</summary>
    public bool Has(string piece) => Text.Contains(piece, StringComparison.Ordinal);

    /// <summary>Reads the head and goes back to the beginning.</summary>
    public static CoverageHead Of(Stream report)
    {
        var buffer = new byte[ReportLimits.HeadBytes];
        report.Position = 0;
        var length = report.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        report.Position = 0;
        return new CoverageHead(buffer[..length]);
    }

    private (string? Root, string? Problem) FindRoot(byte[] bytes)
    {
        try
        {
            using var reader = CoverageXml.Open(new MemoryStream(bytes));
            return reader.MoveToContent() == XmlNodeType.Element ? (reader.LocalName, null) : (null, null);
        }
        catch (XmlException failure)
        {
            return (null, Text.StartsWith('<') ? CoverageXml.Explain(failure) : null);
        }
    }
}
