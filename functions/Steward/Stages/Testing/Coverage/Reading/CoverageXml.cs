using System.Globalization;
using System.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>
/// Opens XML reports of coverage from strangers: nothing is fetched, no entity is resolved, bounded in size and depth. A document type definition is read
/// past, since Cobertura's and JaCoCo's own files begin with one that names an address.
/// </summary>
internal static class CoverageXml
{
    /// <summary>A streaming reader over a report.</summary>
    public static XmlReader Open(Stream report) => XmlReader.Create(report, new XmlReaderSettings
    {
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = ReportLimits.MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });

    /// <summary>Goes to the next node, and refuses what is nested too deeply.</summary>
    public static bool Step(this XmlReader reader)
    {
        if (!reader.Read()) return false;
        if (reader.Depth <= ReportLimits.MaxDepth) return true;
        var line = reader is IXmlLineInfo place ? place.LineNumber : 0;
        throw new ReportBrokenException($"line {line}: elements are nested more than {ReportLimits.MaxDepth} deep");
    }

    /// <summary>An attribute as a whole number; null when it is not there or none. Beyond what fits it is the largest.</summary>
    public static long? Whole(this XmlReader reader, string attribute) => Whole(reader.GetAttribute(attribute));

    /// <summary>A text as a whole number; null when it is none. Some tools write <c>3.0</c> or <c>1e3</c>.</summary>
    public static long? Whole(string? text)
    {
        if (text is null or { Length: > 40 }) return null;
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole)) return whole;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number)) return null;
        return (long)Math.Clamp(number, -1e18, 1e18);
    }

    /// <summary>What is wrong and where, without a full stop. The reader's own text is not repeated: it can quote the report.</summary>
    public static string Explain(XmlException failure)
    {
        var what = failure.Message switch
        {
            var m when m.Contains("end of file", StringComparison.Ordinal) => "the file ends inside an element",
            var m when m.Contains("entity", StringComparison.Ordinal) => "it uses an entity that XML does not define",
            var m when m.Contains("does not match the end tag", StringComparison.Ordinal) => "an end tag does not match its start tag",
            var m when m.Contains("ncoding", StringComparison.Ordinal) => "it is not in the encoding that it says",
            _ => "it is not well-formed XML",
        };
        return $"line {failure.LineNumber}, column {failure.LinePosition}: {what}";
    }
}
