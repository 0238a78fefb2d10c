using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Formats.Text;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Mocha;

/// <summary>What Mocha writes with <c>--reporter json-stream</c>: a line an event, <c>["start",{...}]</c> to <c>["end",{...}]</c>.</summary>
public sealed class MochaStreamFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "Mocha JSON stream";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) => head.Json.Event is "start" or "pass" or "fail" or "end";

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var lines = TextLines.Open(report);
        var reading = new MochaStreamReading(builder);
        new JsonLines(lines, builder).Each(reading.OnEvent);
        reading.End();
    }
}
