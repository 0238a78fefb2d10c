using System.Xml;
using Steward.Kernel;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Coverage.Reading;

/// <summary>Reads reports of coverage of every known format. Never throws on what stands in a report: that is told in its problem.</summary>
public static class CoverageReader
{
    /// <summary>Reads one report.</summary>
    /// <param name="report">A seekable stream; read from its beginning, not disposed.</param>
    public static CoverageReport Read(Stream report)
    {
        if (report.Length == 0) return CoverageReport.Unread("The report is an empty file: its test run wrote nothing.");
        if (report.Length > ReportLimits.MaxBytes)
            return CoverageReport.Unread($"The report has {report.Length} bytes; at most {ReportLimits.MaxBytes} are read.");
        var head = CoverageHead.Of(report);
        var format = CoverageFormats.All.FirstOrDefault(f => f.Recognises(head));
        if (format is null) return CoverageReport.Unread(Unknown(head));
        var builder = new CoverageBuilder();
        return builder.Build(format.Name, Attempt(format, report, builder) is { } broken
            ? $"The report breaks off after {Texts.Count(builder.Files, "file")}: {Texts.Clip(broken, 300)}."
            : null);
    }

    private static string? Attempt(ICoverageFormat format, Stream report, CoverageBuilder builder)
    {
        try
        {
            format.Read(report, builder);
            return null;
        }
        catch (ReportBrokenException broken)
        {
            return broken.Message;
        }
        catch (XmlException broken)
        {
            return CoverageXml.Explain(broken);
        }
    }

    private static string Unknown(CoverageHead head) => head switch
    {
        { XmlProblem: { } problem } => $"This is no report of coverage of a known format ({CoverageFormats.Names}): {problem}.",
        { XmlRoot: { } root } => $"This is no report of coverage of a known format ({CoverageFormats.Names}): its root element is '{Texts.Clip(root, 60)}'.",
        _ => $"This is no report of coverage of a known format ({CoverageFormats.Names}).",
    };
}
