using Steward.Stages.Testing.Results.Formats.Json;
using Steward.Stages.Testing.Results.Reading;

namespace Steward.Stages.Testing.Results.Formats.Ctrf;

/// <summary>The Common Test Report Format (ctrf.io, schema 0.0): one JSON object with <c>results.tool</c>, <c>results.summary</c> and <c>results.tests</c>.</summary>
public sealed class CtrfFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "CTRF";

    /// <inheritdoc/>
    public bool Recognises(ReportHead head) =>
        head.Json.Has("results") && (head.Json.Has("reportFormat") || head.Json.Has("results.tests") || (head.Json.Has("results.tool") && head.Json.Has("results.summary")));

    /// <inheritdoc/>
    public void Read(Stream report, ReportBuilder builder)
    {
        using var json = JsonCursor.Open(report);
        var reading = new CtrfReading(json, builder);
        json.Next();
        foreach (var name in json.Properties())
            if (name == "results") reading.Results();
        reading.Judge();
    }
}
