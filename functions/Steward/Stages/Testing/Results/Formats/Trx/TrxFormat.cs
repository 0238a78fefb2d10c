using Steward.Stages.Testing.Results.Formats.Xml;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Trx;

/// <summary>
/// Visual Studio's test results (namespace <c>http://microsoft.com/schemas/VisualStudio/TeamTest/2010</c> and its forerunners), as
/// <c>dotnet test --logger trx</c>, MSTest, NUnit and xUnit.net write them.
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
        using var reader = SafeXml.Open(report);
        var reading = new TrxReading(reader);
        try
        {
            while (reader.Next()) reading.OnNode();
        }
        finally
        {
            reading.HandIn(builder);
        }
    }
}
