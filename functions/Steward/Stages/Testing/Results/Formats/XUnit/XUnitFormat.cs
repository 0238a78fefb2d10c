using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.XUnit;

/// <summary>
/// xUnit.net's own results: a single <c>assembly</c> of v1, <c>assemblies</c> of v2 and v3 (xunit.net/docs/format-xml-v2 and -v3).
/// </summary>
public sealed class XUnitFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "xUnit.net";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.XmlRoot is "assemblies" or "assembly";

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder) =>
        XmlReport.Read(report, builder, xml => new XUnitReading(xml, builder));
}
