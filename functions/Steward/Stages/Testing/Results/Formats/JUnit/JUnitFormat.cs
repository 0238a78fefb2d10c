using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.JUnit;

/// <summary>
/// The JUnit XML that most test tools write, in all its dialects: Ant's original schema, Surefire's retries
/// (<c>maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd</c>), GoogleTest's and CTest's <c>status</c>, Node's tests without a suite.
/// There is no standard; elements are taken wherever they stand, and what could mean a failure is one.
/// </summary>
public sealed class JUnitFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "JUnit";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.XmlRoot is "testsuites" or "testsuite";

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder) =>
        XmlReport.Read(report, builder, xml => new JUnitReading(xml, builder));
}
