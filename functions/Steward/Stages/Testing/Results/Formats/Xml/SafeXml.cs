using System.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Xml;

/// <summary>
/// Opens XML reports from strangers: no document type definition, no entities but the five of XML, nothing fetched, bounded in size
/// and depth. Lenient where tools are sloppy: several roots, repeated declarations, byte order marks, control characters.
/// </summary>
public static class SafeXml
{
    /// <summary>A streaming reader over a report.</summary>
    public static XmlReader Open(Stream report) =>
        XmlReader.Create(new LenientText(XmlEncoding.OpenText(report)), new XmlReaderSettings
        {
            ConformanceLevel = ConformanceLevel.Fragment,
            CheckCharacters = false,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = ReportLimits.MaxBytes,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        });

    /// <summary>Goes to the next node, and refuses what is nested too deeply.</summary>
    public static bool Next(this XmlReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.Depth <= ReportLimits.MaxDepth) return true;
        var line = reader is IXmlLineInfo place ? place.LineNumber : 0;
        throw new ReportBrokenException($"line {line}: elements are nested more than {ReportLimits.MaxDepth} deep");
    }

    /// <summary>What is wrong and where, without a full stop. The reader's own text is not repeated: it can quote the report.</summary>
    public static string Explain(XmlException failure)
    {
        var what = failure.Message switch
        {
            var m when m.Contains("DTD", StringComparison.Ordinal) => "a document type definition is not allowed in a report",
            var m when m.Contains("end of file", StringComparison.Ordinal) => "the file ends inside an element",
            var m when m.Contains("undeclared entity", StringComparison.Ordinal) => "it uses an entity that XML does not define",
            var m when m.Contains("does not match the end tag", StringComparison.Ordinal) => "an end tag does not match its start tag",
            _ => "it is not well-formed XML",
        };
        return $"line {failure.LineNumber}, column {failure.LinePosition}: {what}";
    }
}
