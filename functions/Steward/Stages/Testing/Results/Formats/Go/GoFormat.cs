using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Go;

/// <summary>
/// What <c>go test -json</c> writes: a line an event (<c>go doc test2json</c>). Every test with an outcome of its own counts, one with
/// subtests as well as these, as go-junit-report and gotestsum count.
/// </summary>
public sealed class GoFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "Go test JSON";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.Json.Has("Action") && (head.Json.Has("Package") || head.Json.Has("ImportPath") || head.Json.Has("Test") || head.Json.Has("Output"));

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var lines = TextLines.Open(report);
        var reading = new GoReading(builder);
        try
        {
            new JsonLines(lines, builder).Each(reading.OnEvent, reading.OnForeign);
        }
        finally
        {
            reading.HandIn();
        }

        reading.Judge();
    }
}
