using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Dart;

/// <summary>
/// What <c>dart test --reporter json</c> and <c>flutter test --machine</c> write: a line an event
/// (dart-lang/test, pkgs/test/doc/json_reporter.md, protocol 0.1).
/// </summary>
public sealed class DartFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "Dart JSON";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) =>
        head.Json.Has("protocolVersion") || (head.Json.Has("type") && (head.Json.Has("testID") || head.Json.Has("test.suiteID") || head.Json.Has("suite.platform") || head.Json.Has("type=testStart")))
        || head.Json.Event is null && IsFlutter(head);

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var lines = TextLines.Open(report);
        var reading = new DartReading(builder);
        try
        {
            new JsonLines(lines, builder).Each(reading.OnEvent);
        }
        finally
        {
            reading.HandIn();
        }

        reading.Judge();
    }

    // Flutter writes events of its own daemon first, each in an array.
    private static bool IsFlutter(ReportHead head) =>
        head.Text.Contains("\"protocolVersion\"", StringComparison.Ordinal) && head.Text.Contains("\"runnerVersion\"", StringComparison.Ordinal);
}
