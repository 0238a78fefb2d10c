using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.NUnit;

/// <summary>
/// NUnit's own results: <c>test-results</c> of NUnit 2 (Results.xsd) and <c>test-run</c> of NUnit 3
/// (docs.nunit.org, Test Result XML Format), whose names of elements below the root are the same.
/// </summary>
public sealed class NUnitFormat : IReportFormat
{
    private readonly string[] _roots;

    private NUnitFormat(string name, params string[] roots) => (Name, _roots) = (name, roots);

    /// <summary>NUnit 2.</summary>
    public static NUnitFormat Two { get; } = new("NUnit 2", "test-results");

    /// <summary>NUnit 3 and later; also a suite of it without its root.</summary>
    public static NUnitFormat Three { get; } = new("NUnit 3", "test-run", "test-suite");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => _roots.Contains(head.XmlRoot, StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder) =>
        XmlReport.Read(report, builder, xml => new NUnitReading(xml, builder));
}
