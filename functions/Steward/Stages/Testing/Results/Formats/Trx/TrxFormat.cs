using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>
/// Visual Studio's test results (namespace <c>http://microsoft.com/schemas/VisualStudio/TeamTest/2010</c> and its forerunners), as
/// <c>dotnet test --logger trx</c>, MSTest, NUnit and xUnit.net write them. The classes of the tests stand behind their results, so a file is
/// read twice: what is kept between is one number a test.
/// </summary>
public sealed class TrxFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "TRX";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.XmlRoot == "TestRun";

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        var classes = TrxClasses.Of(report);
        XmlReport.Read(report, builder, xml => new TrxReading(xml, builder, classes));
    }
}
